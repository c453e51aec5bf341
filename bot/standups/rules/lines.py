"""The lines of a plan: what somebody means to do until next time, one thing each."""

import re
from enum import StrEnum

from bot.errors import InvalidInput

LINES_MAX = 20
"""Things that one person may have planned at a time; more is a list that nobody keeps."""

LINE_MAX = 300
"""Characters of one thing."""

REPLAN_AFTER = 3
"""Times that a thing may be carried over before it is asked whether to plan it anew."""

_BULLET = re.compile(r"^\s*(?:[-*•–—]|\d{1,2}[.)])\s+")  # noqa: RUF001 (people type any dash)
_INITIATIVE = re.compile(r"\bINI-(\d{1,9})\b", re.IGNORECASE)


class How(StrEnum):
    """What became of something that was planned."""

    DONE = "done"
    STILL = "still"
    DROPPED = "dropped"


def split(typed: str, *, field: str, already: int = 0) -> list[str]:
    """Return the things that somebody plans, one a line, each once, without bullets.

    Raises InvalidInput for `field` if that is too many, with those carried over `already`, or one
    is too long.
    """
    lines = (_BULLET.sub("", line).strip() for line in typed.splitlines())
    found = list(dict.fromkeys(line for line in lines if line))
    if len(found) + already > LINES_MAX:
        raise InvalidInput(
            field,
            f"That is {len(found) + already} things with those you carry over. Please keep the "
            f"{LINES_MAX} that matter most.",
        )
    if too_long := next((line for line in found if len(line) > LINE_MAX), None):
        raise InvalidInput(
            field,
            f"Please say “{too_long[:30]}…” in at most {LINE_MAX} characters, or in two lines.",
        )
    return found


def initiative_in(words: str) -> int | None:
    """Return the number of the initiative that a line names (`INI-7`), if it names one."""
    found = _INITIATIVE.search(words)
    return int(found[1]) if found else None


def is_to_replan(times_carried: int) -> bool:
    """Return whether something was carried over so often that its planner is asked about it."""
    return times_carried >= REPLAN_AFTER
