"""The termbase: loaded, matched in Arabic, looked for in drafts, declined in Russian."""
