"""The translation memory: what was approved once is found again, for the same sentence and for similar ones."""

from translate.memory.entry import ORIGINS, Entry, Hit, Kind, Origin, Stats
from translate.memory.memory import THRESHOLD, Memory
from translate.memory.terms import Terms

__all__ = ["ORIGINS", "THRESHOLD", "Entry", "Hit", "Kind", "Memory", "Origin", "Stats", "Terms"]
