"""Offline, glossary-steered drafts of Arabic political news in English and Russian."""

__version__ = "0.1.0"
