"""What can happen to a decision: in which state, and by whom."""

from collections.abc import Collection
from enum import StrEnum

from bot.permissions import ANY, Permissions, Role, may


class State(StrEnum):
    """Where a decision stands."""

    PROPOSED = "proposed"
    """Its approvers have to say what they think of it."""
    ACCEPTED = "accepted"
    """It holds; what it says is never changed."""
    REJECTED = "rejected"
    SUPERSEDED = "superseded"
    """Another one holds in its place."""
    REVERSED = "reversed"
    """It was undone by another one."""
    EXPIRED = "expired"
    """Nobody decided in time."""
    WITHDRAWN = "withdrawn"


OPEN = (State.PROPOSED, State.ACCEPTED)
"""Current: it holds, or may come to."""

HOLDING = (State.ACCEPTED, State.SUPERSEDED, State.REVERSED)
"""It was accepted once."""


class Part(StrEnum):
    """What somebody is to a decision, besides its driver (DACI)."""

    APPROVER = "approver"
    CONTRIBUTOR = "contributor"
    INFORMED = "informed"


class Vote(StrEnum):
    """What an approver has said."""

    APPROVE = "approve"
    REJECT = "reject"
    ABSTAIN = "abstain"


class Succession(StrEnum):
    """How a decision follows another one."""

    AMEND = "amend"
    SUPERSEDE = "supersede"
    REVERSE = "reverse"


ENDS = {
    Succession.AMEND: State.SUPERSEDED,
    Succession.SUPERSEDE: State.SUPERSEDED,
    Succession.REVERSE: State.REVERSED,
}
"""What becomes of a decision once the one that follows it holds."""


class Move(StrEnum):
    """What can happen to a decision."""

    PROPOSE = "propose"
    RECORD = "record"
    """It has no approvers: its driver has decided."""
    APPROVE = "approve"
    REJECT = "reject"
    ABSTAIN = "abstain"
    ASK = "ask"
    """Somebody has a question for its driver."""
    DELEGATE = "delegate"
    """An approver lets somebody else decide, until a day."""
    CHANGE_PEOPLE = "change_people"
    WITHDRAW = "withdraw"
    ACKNOWLEDGE = "acknowledge"
    """Somebody who was to be informed has read it."""
    KEEP = "keep"
    """It was reviewed, and holds; it is reviewed again later."""
    REPLACE = "replace"
    """The one that amends or supersedes it holds now."""
    REVERSE = "reverse"
    """The one that reverses it holds now."""
    REMIND = "remind"
    EXPIRE = "expire"
    """Nobody decided in time."""
    INHERIT = "inherit"
    """Its driver has left: somebody else of the team is its driver."""


VOTES = {Vote.APPROVE: Move.APPROVE, Vote.REJECT: Move.REJECT, Vote.ABSTAIN: Move.ABSTAIN}

_STAYS = {State.PROPOSED: State.PROPOSED}
_SAME = {state: state for state in OPEN}

_MOVES: dict[Move, dict[State, State]] = {
    # A vote that decides leads further: the votes say where to (rules/votes.py).
    **{move: _STAYS for move in VOTES.values()},
    Move.ASK: _STAYS,
    Move.DELEGATE: _STAYS,
    Move.CHANGE_PEOPLE: _STAYS,
    Move.WITHDRAW: {State.PROPOSED: State.WITHDRAWN},
    Move.ACKNOWLEDGE: {State.ACCEPTED: State.ACCEPTED},
    Move.KEEP: {State.ACCEPTED: State.ACCEPTED},
    Move.REPLACE: {State.ACCEPTED: State.SUPERSEDED},
    Move.REVERSE: {State.ACCEPTED: State.REVERSED},
    Move.REMIND: _SAME,
    Move.EXPIRE: {State.PROPOSED: State.EXPIRED},
    Move.INHERIT: _SAME,
}

_ANSWERABLE = frozenset({Role.OWNER, Role.LEAD, Role.SPONSOR})

_MAY_MOVE = {
    **dict.fromkeys((*VOTES.values(), Move.DELEGATE), frozenset({Role.MEMBER})),
    Move.ASK: frozenset({Role.COLLEAGUE}),
    Move.CHANGE_PEOPLE: _ANSWERABLE,
    Move.WITHDRAW: _ANSWERABLE,
    Move.ACKNOWLEDGE: frozenset({Role.FOLLOWER}),
    Move.KEEP: _ANSWERABLE,
}
"""Only an approver decides: nobody else, whatever they lead. What the clock does, nobody may."""


def action(move: Move | Succession) -> str:
    """Return the name of the move in the table: `decisions.approve`."""
    return f"decisions.{move}"


SUCCEED = "decisions.succeed"
READ = "decisions.read"
SWITCH_HINTS = "decisions.switch_hints"

PERMISSIONS: Permissions = {
    action(Move.PROPOSE): {ANY: frozenset({Role.COLLEAGUE})},
    **{action(move): dict.fromkeys(_MOVES[move], roles) for move, roles in _MAY_MOVE.items()},
    SUCCEED: {State.ACCEPTED: _ANSWERABLE | {Role.MEMBER}},
    SWITCH_HINTS: {ANY: frozenset({Role.LEAD, Role.SPONSOR})},
    READ: {ANY: frozenset({Role.COLLEAGUE})},
}
"""Its owner is its driver, its members those who decide now (an approver, or who stands in for
one), a follower who is to be informed; leads and sponsors are its teams'. Of a restricted one,
nobody outside its channel is anything."""


def after(move: Move, state: State) -> State | None:
    """Return the state that `move` leads to from `state`; None if it is too late for it."""
    return _MOVES[move].get(state)


def is_ever_theirs(move: Move, roles: Collection[Role]) -> bool:
    """Return whether somebody with `roles` may do this in any state; if not, nobody was faster."""
    return any(may(PERMISSIONS, action(move), state, roles) for state in _MOVES[move])
