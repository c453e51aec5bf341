"""What a meeting of two teams is, and who may do what to it."""

from enum import StrEnum

from bot.permissions import ANY, Permissions, Role

SET_UP = "meetings.set_up"
END = "meetings.end"
ADD_POINT = "meetings.add_point"
TICK = "meetings.tick"
UNTICK = "meetings.untick"

POINT_MAX = 300
"""Characters of a point: it is said in the meeting, not read."""

OPEN_MAX = 50
"""Points of one meeting that are not done: more are a list that nobody gets through."""


class Kind(StrEnum):
    """What two teams meet for."""

    ROADMAP = "roadmap"
    CALL = "call"


class PointState(StrEnum):
    """Whether a point is ticked off."""

    OPEN = "open"
    DONE = "done"


class Missed(StrEnum):
    """Why there is no agenda for a day, or not any more."""

    DOWN = "down"
    """Lockstep was not running until the meeting had begun."""
    CLOSED = "closed"
    """One of the two teams was closed."""
    MOVED = "moved"
    """It takes place on another day."""
    ENDED = "ended"
    """The two teams do not meet any more."""


_RESPONSIBLE = {ANY: frozenset({Role.LEAD, Role.SPONSOR})}

PERMISSIONS: Permissions = {
    SET_UP: _RESPONSIBLE,
    END: _RESPONSIBLE,
    ADD_POINT: {ANY: frozenset({Role.COLLEAGUE})},
    TICK: {PointState.OPEN: frozenset({Role.COLLEAGUE})},
    UNTICK: {PointState.DONE: frozenset({Role.COLLEAGUE})},
}
"""A meeting's leads and sponsors are those of its two teams; points are everybody's who works
here."""
