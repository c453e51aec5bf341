"""How an escalation moves: who is asked, when it goes up, and what may happen in which state."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from bot.permissions import ANY, Permissions, Role, may


class Urgency(StrEnum):
    """How long the people asked have before the next ones are."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class State(StrEnum):
    """Where an escalation stands."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    ANSWERED = "answered"
    ACCEPTED = "accepted"


class Level(StrEnum):
    """Who is asked: each level is asked when the one before did not take it in time."""

    LEADS = "leads"
    BOTH_LEADS = "both_leads"
    SPONSORS = "sponsors"


class Move(StrEnum):
    """What can happen to an escalation."""

    RAISE = "raise"
    ACKNOWLEDGE = "acknowledge"
    ANSWER = "answer"
    ACCEPT = "accept"
    REOPEN = "reopen"
    ADVANCE = "advance"
    RELEASE = "release"


WITHIN = {
    Urgency.HIGH: timedelta(minutes=30),
    Urgency.NORMAL: timedelta(hours=4),
    Urgency.LOW: timedelta(days=1),
}

REMIND_SPONSORS_EVERY = timedelta(days=1)
"""There is nobody above the sponsors, and no silent end: they are asked again each day."""

DELIVERED_LATE = timedelta(minutes=1)
"""A notice that was delivered later than this starts the clock anew."""

_MOVES: dict[Move, dict[State, State]] = {
    Move.ACKNOWLEDGE: {State.OPEN: State.ACKNOWLEDGED},
    Move.ANSWER: {State.OPEN: State.ANSWERED, State.ACKNOWLEDGED: State.ANSWERED},
    Move.ACCEPT: {State.ANSWERED: State.ACCEPTED},
    Move.REOPEN: {State.ANSWERED: State.OPEN},
    Move.ADVANCE: {State.OPEN: State.OPEN},
    Move.RELEASE: {State.ACKNOWLEDGED: State.OPEN},
}


_MAY_MOVE = {
    Move.ACKNOWLEDGE: frozenset({Role.COLLEAGUE}),
    Move.ANSWER: frozenset({Role.COLLEAGUE}),
    Move.ACCEPT: frozenset({Role.OWNER}),
    Move.REOPEN: frozenset({Role.OWNER}),
}
"""Anybody may help; only the person who raised it says whether the answer is good enough."""


def action(move: Move) -> str:
    """Return the name of the move in the table: `escalations.accept`."""
    return f"escalations.{move}"


OPEN = "escalations.open"

PERMISSIONS: Permissions = {
    action(Move.RAISE): {ANY: frozenset({Role.COLLEAGUE})},
    **{action(move): dict.fromkeys(_MOVES[move], roles) for move, roles in _MAY_MOVE.items()},
    OPEN: dict.fromkeys(State, frozenset({Role.OWNER, Role.MEMBER, Role.LEAD, Role.SPONSOR})),
}
"""Its owner is who raised it, a member who took or answered it; leads and sponsors are both
teams'. The clock advances it, and releases it from who has left: nobody may."""


def is_ever_theirs(move: Move, roles: Collection[Role]) -> bool:
    """Return whether somebody with `roles` may do this in any state; if not, nobody was faster."""
    return any(may(PERMISSIONS, action(move), state, roles) for state in _MOVES[move])


def after(move: Move, state: State) -> State | None:
    """Return the state that `move` leads to from `state`; None if it is too late for it."""
    return _MOVES[move].get(state)


def time_to_take(urgency: Urgency, level: Level) -> timedelta:
    """Return how long the people at `level` have to take it."""
    return REMIND_SPONSORS_EVERY if level is Level.SPONSORS else WITHIN[urgency]


def next_level(level: Level) -> Level:
    """Return who is asked next; after the sponsors, the sponsors again."""
    return Level.BOTH_LEADS if level is Level.LEADS else Level.SPONSORS


def asked(
    level: Level, *, leads: Sequence[str], other_leads: Sequence[str], sponsors: Sequence[str]
) -> list[str]:
    """Return the user ids of those asked at `level`, each once.

    `leads` are the answering team's, `other_leads` the raising team's.
    """
    people = {
        Level.LEADS: leads,
        Level.BOTH_LEADS: [*leads, *other_leads],
        Level.SPONSORS: sponsors,
    }[level]
    return list(dict.fromkeys(people))


def asked_directly(asked: Sequence[str], *, leads: Sequence[str], raiser: str) -> list[str]:
    """Return those of `asked` who need a message of their own when the level is reached.

    The answering team's `leads` have its channel, and the raiser a copy of the card; nobody else
    need be in that channel, and Slack tells nobody of a mention where they are not.
    """
    return [user_id for user_id in asked if user_id != raiser and user_id not in leads]


def stand_ins(
    asked: Sequence[str], stand_in_of: Mapping[str, str], *, raiser: str
) -> dict[str, str]:
    """Return who is asked for whom of `asked` is away, by the stand-ins' user ids.

    `stand_in_of` has those who are away. Who is asked anyway, or raised it, is not asked again.
    """
    found: dict[str, str] = {}
    for user_id in asked:
        stand_in = stand_in_of.get(user_id)
        if stand_in and stand_in != raiser and stand_in not in asked:
            found.setdefault(stand_in, user_id)
    return found


def due_after_delivery(due_at: datetime, *, allowed: timedelta, delivered_at: datetime) -> datetime:
    """Return when the people asked have had `allowed`, counted from their notice's delivery.

    `due_at` was counted from when the notice was written; it stands unless delivery was late.
    """
    from_delivery = delivered_at + allowed
    return from_delivery if from_delivery - due_at > DELIVERED_LATE else due_at
