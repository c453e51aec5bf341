"""What stands in the index: a decision's words, who may find it, and by what else.

A mark has a colon, which no word has, and begins with a letter, where a word has its workspace
before it: so whatever somebody types, it is no mark.
"""

from datetime import UTC, datetime, timedelta

from bot.decisions.rules.moves import OPEN, State

TITLE = "t"
"""What a word of the title has before it."""

CURRENT, PAST = "is:current", "is:past"
"""Whether a decision holds, or may come to; or did, or never will."""

_ID_BITS = 31
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)


def scope(workspace_id: int, channel_id: str | None = None) -> str:
    """Return the mark of what a workspace reads, or only the members of a private channel.

    A decision has one of the two: nobody else finds it by any of its words.
    """
    return f"w:{workspace_id}:{channel_id.lower()}" if channel_id else f"w:{workspace_id}"


def word(workspace_id: int, word: str) -> str:
    """Return what stands for a word: each workspace has its own list of who has it."""
    return f"{workspace_id}:{word}"


def in_title(workspace_id: int, word: str) -> str:
    """Return what stands for a word of the title."""
    return f"{workspace_id}:{TITLE}:{word}"


def state(state: State) -> str:
    """Return the mark of the state that a decision is in."""
    return f"s:{state.value}"


def standing(state: State) -> str:
    """Return the mark of what is current, or of what is not."""
    return CURRENT if state in OPEN else PAST


def team(team_id: int) -> str:
    """Return the mark of a team's decisions."""
    return f"g:{team_id}"


def initiative(initiative_id: int) -> str:
    """Return the mark of what is part of an initiative."""
    return f"i:{initiative_id}"


def person(user_id: str) -> str:
    """Return the mark of what somebody drives, or takes part in."""
    return f"u:{user_id.lower()}"


def position(at: datetime, decision_id: int = 0) -> int:
    """Return a decision's place among all: by the minute, then by its id, the newest last.

    It is in the index instead of the id: so those of a time lie together, and the newest come
    first, however late somebody brought an old one in. 63 bits: minutes until 10,000 AD, and ids
    up to two thousand million.
    """
    return ((at - _EPOCH) // _MINUTE << _ID_BITS) | decision_id


def id_at(position: int) -> int:
    """Return the id of the decision that has this place."""
    return position & ((1 << _ID_BITS) - 1)
