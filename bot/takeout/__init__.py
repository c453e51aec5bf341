"""Decisions as files, out and in again: Markdown, CSV and JSON."""
