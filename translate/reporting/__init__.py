"""A run as one HTML page, for the chief editor."""
