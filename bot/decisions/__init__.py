"""Decisions: what was decided, by whom and when, so that it can be found again."""
