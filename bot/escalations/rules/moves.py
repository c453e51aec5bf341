"""What can happen to an escalation: in which state, and by whom."""

from collections.abc import Collection
from enum import StrEnum

from bot.permissions import ANY, Permissions, Role, may


class Urgency(StrEnum):
    """How long the people asked have before the next ones are."""

    HIGH = "high"
    NORMAL = "normal"
    LOW = "low"


class Kind(StrEnum):
    """What sort of problem it is."""

    COMMUNICATION = "communication"
    PROCESS = "process"
    OBJECTIVE = "objective"


class AnswerKind(StrEnum):
    """What sort of answer was given."""

    DECIDED = "decided"
    UNBLOCKED = "unblocked"
    DECLINED = "declined"
    REDIRECTED = "redirected"


class State(StrEnum):
    """Where an escalation stands."""

    OPEN = "open"
    """Nobody has it: it climbs."""
    ACKNOWLEDGED = "acknowledged"
    """Its owner has promised an answer."""
    SNOOZED = "snoozed"
    """Its owner has put it off until a time that the asker knows."""
    ASKED_BACK = "asked_back"
    """Its owner needs more; the asker has to reply."""
    ANSWERED = "answered"
    """The asker has to accept the answer, or reopen."""
    ACCEPTED = "accepted"
    WITHDRAWN = "withdrawn"


ENDED = frozenset({State.ACCEPTED, State.WITHDRAWN})
UNFINISHED = tuple(state for state in State if state not in ENDED)
OWNED = (State.ACKNOWLEDGED, State.SNOOZED, State.ASKED_BACK)
"""Somebody has it, and owes an answer."""


class Move(StrEnum):
    """What can happen to an escalation."""

    RAISE = "raise"
    JOIN = "join"
    """Somebody has the same problem."""
    ACKNOWLEDGE = "acknowledge"
    PROMISE = "promise"
    """Its owner promises another time."""
    HAND_OVER = "hand_over"
    """To another owner."""
    REDIRECT = "redirect"
    """To another team, which is asked from its first level on."""
    SNOOZE = "snooze"
    ASK_BACK = "ask_back"
    REPLY = "reply"
    ANSWER = "answer"
    ACCEPT = "accept"
    REOPEN = "reopen"
    WITHDRAW = "withdraw"
    JUMP = "jump"
    """To a higher level, by somebody's hand."""
    CHANGE_LADDER = "change_ladder"
    ADVANCE = "advance"
    """Nobody acted in time: the next level is asked, or the last one again."""
    REMIND = "remind"
    POSTPONE = "postpone"
    """Those who are asked were told late, or were away: their time is longer."""
    WAKE = "wake"
    """It is no longer put off."""
    RELEASE = "release"
    """Its owner, or the team of those who were asked, is gone: its level is asked again."""
    INHERIT = "inherit"
    """Who asked has left: somebody else of the team judges the answer."""


_WHILE_UNFINISHED = {state: state for state in UNFINISHED}

_MOVES: dict[Move, dict[State, State]] = {
    Move.JOIN: _WHILE_UNFINISHED,
    Move.ACKNOWLEDGE: {State.OPEN: State.ACKNOWLEDGED},
    Move.PROMISE: {State.ACKNOWLEDGED: State.ACKNOWLEDGED, State.SNOOZED: State.ACKNOWLEDGED},
    Move.HAND_OVER: dict.fromkeys((State.OPEN, *OWNED), State.ACKNOWLEDGED),
    Move.REDIRECT: dict.fromkeys((State.OPEN, *OWNED), State.OPEN),
    Move.SNOOZE: dict.fromkeys((State.ACKNOWLEDGED, State.SNOOZED), State.SNOOZED),
    Move.ASK_BACK: dict.fromkeys((State.ACKNOWLEDGED, State.SNOOZED), State.ASKED_BACK),
    Move.REPLY: {State.ASKED_BACK: State.ACKNOWLEDGED},
    Move.ANSWER: dict.fromkeys((State.OPEN, *OWNED), State.ANSWERED),
    Move.ACCEPT: {State.ANSWERED: State.ACCEPTED},
    Move.REOPEN: {State.ANSWERED: State.OPEN},
    Move.WITHDRAW: dict.fromkeys(UNFINISHED, State.WITHDRAWN),
    Move.JUMP: dict.fromkeys((State.OPEN, *OWNED), State.OPEN),
    Move.CHANGE_LADDER: _WHILE_UNFINISHED,
    Move.ADVANCE: {State.OPEN: State.OPEN, State.ACKNOWLEDGED: State.OPEN},
    Move.REMIND: {state: state for state in (State.ACKNOWLEDGED, State.ASKED_BACK, State.ANSWERED)},
    Move.POSTPONE: _WHILE_UNFINISHED,
    Move.WAKE: {State.SNOOZED: State.ACKNOWLEDGED},
    Move.RELEASE: dict.fromkeys((State.OPEN, *OWNED), State.OPEN),
    Move.INHERIT: _WHILE_UNFINISHED,
}

_RESPONSIBLE = frozenset({Role.LEAD, Role.SPONSOR})

_MAY_MOVE = {
    Move.JOIN: frozenset({Role.COLLEAGUE}),
    Move.ACKNOWLEDGE: frozenset({Role.COLLEAGUE}),
    Move.PROMISE: frozenset({Role.MEMBER}),
    Move.HAND_OVER: frozenset({Role.MEMBER, *_RESPONSIBLE}),
    Move.REDIRECT: frozenset({Role.MEMBER, *_RESPONSIBLE}),
    Move.SNOOZE: frozenset({Role.MEMBER}),
    Move.ASK_BACK: frozenset({Role.MEMBER}),
    Move.REPLY: frozenset({Role.OWNER}),
    Move.ANSWER: frozenset({Role.COLLEAGUE}),
    Move.ACCEPT: frozenset({Role.OWNER}),
    Move.REOPEN: frozenset({Role.OWNER}),
    Move.WITHDRAW: frozenset({Role.OWNER}),
    Move.JUMP: frozenset({Role.OWNER, Role.MEMBER, *_RESPONSIBLE}),
}
"""Anybody may help; only who asked says whether the answer is good enough, only who has it puts it
off, and who answers for a team may give it to somebody else."""


def action(move: Move) -> str:
    """Return the name of the move in the table: `escalations.accept`."""
    return f"escalations.{move}"


OPEN = "escalations.open"
FOLLOW = "escalations.follow"
CHANGE_LADDER = "escalations.change_ladder"

PERMISSIONS: Permissions = {
    action(Move.RAISE): {ANY: frozenset({Role.COLLEAGUE})},
    **{action(move): dict.fromkeys(_MOVES[move], roles) for move, roles in _MAY_MOVE.items()},
    OPEN: dict.fromkeys(
        State, frozenset({Role.OWNER, Role.MEMBER, Role.FOLLOWER, Role.LEAD, Role.SPONSOR})
    ),
    FOLLOW: dict.fromkeys(State, frozenset({Role.COLLEAGUE})),
    CHANGE_LADDER: {ANY: _RESPONSIBLE},
}
"""Its owner is who asked, its member who has it or answered it, a follower who was asked, joined or
follows; leads and sponsors are both teams'. Of a private one, nobody else is anything. What the
clock does, nobody may."""


def is_ever_theirs(move: Move, roles: Collection[Role]) -> bool:
    """Return whether somebody with `roles` may do this in any state; if not, nobody was faster."""
    return any(may(PERMISSIONS, action(move), state, roles) for state in _MOVES[move])


def after(move: Move, state: State) -> State | None:
    """Return the state that `move` leads to from `state`; None if it is too late for it."""
    return _MOVES[move].get(state)


def moves_from(state: State) -> list[Move]:
    """Return what can happen next."""
    return [move for move in _MOVES if state in _MOVES[move]]
