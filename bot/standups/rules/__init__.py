"""What a stand-up is, what can become of somebody's turn in it, and who may do what to it."""

from enum import StrEnum

from bot.permissions import ANY, Permissions, Role

SET_UP = "standups.set_up"
RUN = "standups.run"
END = "standups.end"
REPORT = "standups.report"
ANSWER = "standups.answer"
BLOCK = "standups.block"
SKIP = "standups.skip"

NAME_MAX = 60
"""Characters of a stand-up's name: it begins a headline on a phone."""

PEOPLE_MAX = 100
"""People who are chosen one by one; more of them are a channel or a group."""

CHANNELS_MAX = 10
"""Channels that one summary goes to."""


class Audience(StrEnum):
    """Who is asked: everybody of its teams, or of a channel or a user group, or some people."""

    TEAMS = "teams"
    CHANNEL = "channel"
    GROUP = "group"
    PEOPLE = "people"


class State(StrEnum):
    """What became of somebody's turn in a round."""

    PLANNED = "planned"
    """They will be asked."""
    ASKED = "asked"
    ANSWERED = "answered"
    ON_PLAN = "on_plan"
    """They said with one click that all goes as they had planned."""
    SKIPPED = "skipped"
    OUT = "out"
    """They were not asked, for a reason that is kept."""
    SILENT = "silent"
    """They were asked, and had not answered when it closed."""


HEARD = frozenset({State.ANSWERED, State.ON_PLAN})


class Skip(StrEnum):
    """Why somebody skips a round."""

    NOTHING_NEW = "nothing_new"
    AWAY = "away"
    NOT_MINE = "not_mine"


class Out(StrEnum):
    """Why somebody was not asked, and is not counted."""

    DEACTIVATED = "deactivated"
    BOT = "bot"
    GUEST = "guest"
    STRANGER = "stranger"
    LEFT = "left"
    AWAY = "away"
    HOLIDAY = "holiday"
    DAY_OFF = "day_off"
    NO_TIME = "no_time"
    """They do not work any more before it closes."""
    PAUSED = "paused"
    """They did not answer several times in a row, nor whether to go on."""
    UNDELIVERED = "undelivered"
    """Slack did not take the question."""


class Missed(StrEnum):
    """Why nobody was asked on a day."""

    DOWN = "down"
    """Lockstep was not running until it would have been closed."""


_WHENEVER = {state.value: frozenset({Role.OWNER}) for state in State}

PERMISSIONS: Permissions = {
    SET_UP: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
    RUN: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
    END: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
    REPORT: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
    ANSWER: _WHENEVER,
    BLOCK: _WHENEVER,
    SKIP: {State.PLANNED: frozenset({Role.OWNER}), State.ASKED: frozenset({Role.OWNER})},
}
"""A turn's owner is whose turn it is; a stand-up's leads and sponsors are those of its teams."""
