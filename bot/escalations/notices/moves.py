"""What people are told of each move, besides the card, which always shows how it stands."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot import outbox
from bot.escalations.blocks import asks
from bot.escalations.blocks import card as cards
from bot.escalations.blocks import sentences as said
from bot.escalations.models import Escalation
from bot.escalations.notices import messages
from bot.escalations.rules import Move, State
from bot.nudges import Said


@dataclass(frozen=True)
class Moved:
    """A move that was made: by whom, None for the clock, and why, in their words.

    `before` is the key of the card before it was given to another team, or whoever had it.
    """

    escalation: Escalation
    move: Move
    now: datetime
    by: str | None = None
    why: str | None = None
    before: str | None = None


def told(moved: Moved) -> Iterator[Said]:
    """Yield the messages of a move."""
    yield from messages.redrawn(moved.escalation)
    yield from messages.closed(moved.escalation)
    if moved.move in _TELL:
        yield from _TELL[moved.move](moved)


def _acknowledged(moved: Moved) -> Iterator[Said]:
    yield from _owners_card(moved)
    yield from _to_asker_and_followers(moved, said.acknowledged(moved.escalation))


def _owners_card(moved: Moved) -> Iterator[Said]:
    """Yield the card of a private one for an owner who was not asked before."""
    if moved.escalation.private_at is not None:
        yield from messages.card(moved.escalation)


def _promised(moved: Moved) -> Iterator[Said]:
    yield from _to_asker(moved, said.promised(moved.escalation))


def _handed_over(moved: Moved) -> Iterator[Said]:
    escalation, by = moved.escalation, moved.by or ""
    yield from _owners_card(moved)
    yield _to_owner(moved, asks.handed_to_you(escalation, by=by, why=moved.why))
    yield from _to_asker_and_followers(moved, said.handed_over(escalation, by=by, why=moved.why))


def _redirected(moved: Moved) -> Iterator[Said]:
    escalation = moved.escalation
    yield outbox.Change(moved.before or "", *cards.moved_away(escalation))
    yield from messages.card(escalation)
    yield from messages.directly(escalation, why=moved.move)
    yield from _to_asker_and_followers(
        moved, said.redirected(escalation, by=moved.by or "", why=moved.why)
    )


def _snoozed(moved: Moved) -> Iterator[Said]:
    yield from _to_asker(moved, said.snoozed(moved.escalation, why=moved.why))


def _asked_back(moved: Moved) -> Iterator[Said]:
    yield messages.question(moved.escalation)


def _replied(moved: Moved) -> Iterator[Said]:
    escalation, text = moved.escalation, moved.why or ""
    yield _to_owner(moved, asks.replied_to_you(escalation, text))
    yield from messages.below_card(
        escalation, moved.move, said.replied(escalation, text), now=moved.now
    )


def _answered(moved: Moved) -> Iterator[Said]:
    yield messages.answer(moved.escalation)
    yield from _to_followers(moved, said.answered(moved.escalation))


def _accepted(moved: Moved) -> Iterator[Said]:
    if moved.by is None:
        yield from _to_asker(moved, said.accepted_without_a_word(moved.escalation))
    yield from _to_followers(moved, said.accepted(moved.escalation))


def _reopened(moved: Moved) -> Iterator[Said]:
    yield from messages.in_thread(moved.escalation, asks.reopened(moved.escalation))
    yield from messages.directly(moved.escalation, why=moved.move)
    yield from _to_followers(moved, said.reopened_for_others(moved.escalation))


def _withdrawn(moved: Moved) -> Iterator[Said]:
    text = said.withdrawn(moved.escalation)
    if moved.escalation.acknowledged_by:
        yield _to_owner(moved, text)
    yield from _to_followers(moved, text)


def _jumped(moved: Moved) -> Iterator[Said]:
    escalation, by, why = moved.escalation, moved.by or "", moved.why or ""
    yield from messages.in_thread(escalation, asks.jumped(escalation, by=by, why=why))
    yield from messages.directly(escalation, why=moved.move)
    if by != escalation.asker_id:
        yield from _to_asker(moved, said.jumped_for_others(escalation, by=by, why=why))


def _advanced(moved: Moved) -> Iterator[Said]:
    yield from messages.in_thread(moved.escalation, asks.moved_up(moved.escalation))
    yield from messages.directly(moved.escalation, why=moved.move)
    yield from _to_followers(moved, said.moved_up_for_others(moved.escalation))


def _reminded(moved: Moved) -> Iterator[Said]:
    if moved.escalation.state is State.ACKNOWLEDGED:
        yield _to_owner(moved, asks.reminder(moved.escalation))
    else:
        yield messages.press_asker(moved.escalation, moved.move, now=moved.now)


def _woken(moved: Moved) -> Iterator[Said]:
    yield _to_owner(moved, asks.woken(moved.escalation))


def _released(moved: Moved) -> Iterator[Said]:
    text = asks.released(moved.escalation, owner_id=moved.before)
    yield from messages.in_thread(moved.escalation, text)
    yield from messages.directly(moved.escalation, why=moved.move)


def _inherited(moved: Moved) -> Iterator[Said]:
    escalation = moved.escalation
    yield messages.copy(escalation)
    if escalation.state is State.ANSWERED:
        yield messages.answer(escalation)
    if escalation.state is State.ASKED_BACK:
        yield messages.question(escalation)
    yield from _to_asker(moved, said.inherited(escalation))


def _joined(moved: Moved) -> Iterator[Said]:
    text = said.joined(moved.escalation, by=moved.by or "", words=moved.why or "")
    yield from messages.below_card(moved.escalation, moved.move, text, now=moved.now)
    yield from _to_asker(moved, text)


_TELL: Mapping[Move, Callable[[Moved], Iterator[Said]]] = {
    Move.ACKNOWLEDGE: _acknowledged,
    Move.PROMISE: _promised,
    Move.HAND_OVER: _handed_over,
    Move.REDIRECT: _redirected,
    Move.SNOOZE: _snoozed,
    Move.ASK_BACK: _asked_back,
    Move.REPLY: _replied,
    Move.ANSWER: _answered,
    Move.ACCEPT: _accepted,
    Move.REOPEN: _reopened,
    Move.WITHDRAW: _withdrawn,
    Move.JUMP: _jumped,
    Move.ADVANCE: _advanced,
    Move.REMIND: _reminded,
    Move.WAKE: _woken,
    Move.RELEASE: _released,
    Move.INHERIT: _inherited,
    Move.JOIN: _joined,
}
"""What is told besides the card, which always shows how it stands."""

SETTLES = frozenset(_TELL) - {Move.JOIN, Move.REMIND, Move.PROMISE}
"""After these nobody needs to hear what still waits to be told of how it stood before."""


def _to_asker(moved: Moved, text: str) -> Iterator[Said]:
    return messages.to_asker(moved.escalation, moved.move, text, now=moved.now)


def _to_owner(moved: Moved, text: str) -> Said:
    return messages.to_owner(moved.escalation, moved.move, text, now=moved.now)


def _to_followers(moved: Moved, text: str) -> Iterator[Said]:
    return messages.to_followers(moved.escalation, moved.move, text, by=moved.by, now=moved.now)


def _to_asker_and_followers(moved: Moved, text: str) -> Iterator[Said]:
    yield from _to_asker(moved, text)
    yield from _to_followers(moved, text)
