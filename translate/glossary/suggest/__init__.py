"""Proposals for the termbase from a desk's own documents: names and phrases that come back and are not in it yet."""

from translate.glossary.suggest.proposals import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
