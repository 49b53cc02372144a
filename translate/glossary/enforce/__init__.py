"""Holding drafts to the glossary: `repair.enforce` puts missing terms where a draft renders them wrongly."""
