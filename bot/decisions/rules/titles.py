"""What a decision is called, and how much of it there is."""

TITLE_MAX = 150
"""Characters of a title: a line in a list."""


def title_of(words: str) -> str:
    """Return a title made of the first line of somebody's words."""
    line = words.strip().splitlines()[0].strip() if words.strip() else ""
    return line if len(line) <= TITLE_MAX else line[: TITLE_MAX - 1].rstrip() + "…"
