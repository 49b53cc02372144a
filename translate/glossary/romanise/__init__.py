"""How names in Arabic script are written in Latin and Cyrillic letters: a guess for an editor to correct."""
