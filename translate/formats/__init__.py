"""One module a format; each reads or writes it, or both."""
