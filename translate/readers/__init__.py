"""Source documents of every kind → Document; one module a kind.

A reader takes a `Source`, gives the pieces of its text in reading order, and leaves to `structure` what they are where the
file does not say. `translate.formats.reading` says which there are.
"""
