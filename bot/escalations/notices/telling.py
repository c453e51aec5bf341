"""Who is told what, by move."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.escalations.blocks import card as cards
from bot.escalations.blocks import sentences as said
from bot.escalations.models import Escalation
from bot.escalations.notices import messages
from bot.escalations.notices.messages import Message
from bot.escalations.rules import Move, State
from bot.roadmap import notices as roadmap


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


def announce(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Post the card in the answering team's channel, a copy to the asker, and ask others."""
    told: list[Message] = [
        messages.card(escalation),
        messages.copy(escalation),
        *messages.directly(escalation, why=Move.RAISE),
    ]
    _enqueue(session, escalation.workspace_id, told, now)
    _show_on_roadmap(session, escalation, now=now)


def tell(session: Session, *moved: Moved) -> None:
    """Redraw the cards, and tell those whom the moves concern."""
    by_workspace = sorted(moved, key=lambda each: each.escalation.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda each: each.escalation.workspace_id):
        here = list(group)
        now = here[0].now
        settled = [each.escalation.name for each in here if each.move in _SETTLES]
        nudges.withdraw_about(session, *settled, workspace_id=workspace_id, now=now)
        _enqueue(session, workspace_id, [each for one in here for each in _told(one)], now)
        for each in here:
            _show_on_roadmap(session, each.escalation, now=now)


def redraw(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Make the card and the asker's copy show the escalation as it is now."""
    _enqueue(session, escalation.workspace_id, messages.redrawn(escalation), now)
    _show_on_roadmap(session, escalation, now=now)


def _told(moved: Moved) -> Iterator[Message]:
    yield from messages.redrawn(moved.escalation)
    yield from messages.closed(moved.escalation)
    if moved.move in _TELL:
        yield from _TELL[moved.move](moved)


def _acknowledged(moved: Moved) -> Iterator[Message]:
    yield from _to_asker_and_followers(moved, said.acknowledged(moved.escalation))


def _promised(moved: Moved) -> Iterator[Message]:
    yield from _to_asker(moved, said.promised(moved.escalation))


def _handed_over(moved: Moved) -> Iterator[Message]:
    escalation, by = moved.escalation, moved.by or ""
    yield _to_owner(moved, said.handed_to_you(escalation, by=by, why=moved.why))
    yield from _to_asker_and_followers(moved, said.handed_over(escalation, by=by, why=moved.why))


def _redirected(moved: Moved) -> Iterator[Message]:
    escalation = moved.escalation
    yield outbox.Change(moved.before or "", *cards.moved_away(escalation))
    yield messages.card(escalation)
    yield from messages.directly(escalation, why=moved.move)
    yield from _to_asker_and_followers(
        moved, said.redirected(escalation, by=moved.by or "", why=moved.why)
    )


def _snoozed(moved: Moved) -> Iterator[Message]:
    yield from _to_asker(moved, said.snoozed(moved.escalation, why=moved.why))


def _asked_back(moved: Moved) -> Iterator[Message]:
    yield messages.question(moved.escalation)


def _replied(moved: Moved) -> Iterator[Message]:
    escalation, text = moved.escalation, moved.why or ""
    yield _to_owner(moved, said.replied_to_you(escalation, text))
    yield messages.below_card(escalation, moved.move, said.replied(escalation, text), now=moved.now)


def _answered(moved: Moved) -> Iterator[Message]:
    yield messages.answer(moved.escalation)
    yield from _to_followers(moved, said.answered(moved.escalation))


def _accepted(moved: Moved) -> Iterator[Message]:
    if moved.by is None:
        yield from _to_asker(moved, said.accepted_without_a_word(moved.escalation))
    yield from _to_followers(moved, said.accepted(moved.escalation))


def _reopened(moved: Moved) -> Iterator[Message]:
    yield messages.in_thread(moved.escalation, said.reopened(moved.escalation))
    yield from messages.directly(moved.escalation, why=moved.move)
    yield from _to_followers(moved, said.reopened_for_others(moved.escalation))


def _withdrawn(moved: Moved) -> Iterator[Message]:
    text = said.withdrawn(moved.escalation)
    if moved.escalation.acknowledged_by:
        yield _to_owner(moved, text)
    yield from _to_followers(moved, text)


def _jumped(moved: Moved) -> Iterator[Message]:
    escalation, by, why = moved.escalation, moved.by or "", moved.why or ""
    yield messages.in_thread(escalation, said.jumped(escalation, by=by, why=why))
    yield from messages.directly(escalation, why=moved.move)
    if by != escalation.asker_id:
        yield from _to_asker(moved, said.jumped_for_others(escalation, by=by, why=why))


def _advanced(moved: Moved) -> Iterator[Message]:
    yield messages.in_thread(moved.escalation, said.moved_up(moved.escalation))
    yield from messages.directly(moved.escalation, why=moved.move)
    yield from _to_followers(moved, said.moved_up_for_others(moved.escalation))


def _reminded(moved: Moved) -> Iterator[Message]:
    if moved.escalation.state is State.ACKNOWLEDGED:
        yield _to_owner(moved, said.reminder(moved.escalation))
    else:
        yield messages.press_asker(moved.escalation, moved.move, now=moved.now)


def _woken(moved: Moved) -> Iterator[Message]:
    yield _to_owner(moved, said.woken(moved.escalation))


def _released(moved: Moved) -> Iterator[Message]:
    owner = moved.before or ""
    text = said.released(moved.escalation, owner_id=owner)
    yield messages.in_thread(moved.escalation, text)
    yield from messages.directly(moved.escalation, why=moved.move)


def _inherited(moved: Moved) -> Iterator[Message]:
    escalation = moved.escalation
    yield messages.copy(escalation)
    if escalation.state is State.ANSWERED:
        yield messages.answer(escalation)
    if escalation.state is State.ASKED_BACK:
        yield messages.question(escalation)
    yield from _to_asker(moved, said.inherited(escalation))


def _joined(moved: Moved) -> Iterator[Message]:
    text = said.joined(moved.escalation, by=moved.by or "", words=moved.why or "")
    yield messages.below_card(moved.escalation, moved.move, text, now=moved.now)
    yield from _to_asker(moved, text)


_TELL: Mapping[Move, Callable[[Moved], Iterator[Message]]] = {
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

_SETTLES = frozenset(_TELL) - {Move.JOIN, Move.REMIND, Move.PROMISE}
"""After these nobody needs to hear what still waits to be told of how it stood before."""


def _to_asker(moved: Moved, text: str) -> Iterator[Message]:
    return messages.to_asker(moved.escalation, moved.move, text, now=moved.now)


def _to_owner(moved: Moved, text: str) -> Message:
    return messages.to_owner(moved.escalation, moved.move, text, now=moved.now)


def _to_followers(moved: Moved, text: str) -> Iterator[Message]:
    return messages.to_followers(moved.escalation, moved.move, text, by=moved.by, now=moved.now)


def _to_asker_and_followers(moved: Moved, text: str) -> Iterator[Message]:
    yield from _to_asker(moved, text)
    yield from _to_followers(moved, text)


def _enqueue(session: Session, workspace_id: int, told: Iterable[Message], now: datetime) -> None:
    """Write all of it down, each kind at once: a sweep has a hundred of each."""
    of: dict[type, list[Message]] = {}
    for each in told:
        of.setdefault(type(each), []).append(each)
    for kind, write in _WRITE.items():
        if found := of.get(kind):
            write(session, *found, workspace_id=workspace_id, now=now)


_WRITE: Mapping[type, Callable[..., None]] = {
    outbox.Change: outbox.update,
    outbox.Draft: outbox.post,
    outbox.Reply: outbox.reply,
    nudges.Nudge: nudges.nudge,
}
"""In this order: a reply needs the message below which it goes."""


def _show_on_roadmap(session: Session, escalation: Escalation, *, now: datetime) -> None:
    if escalation.initiative_id is not None:
        roadmap.tell_linked(
            session,
            workspace_id=escalation.workspace_id,
            initiative_id=escalation.initiative_id,
            kind="escalation",
            name=escalation.name,
            title=escalation.stuck,
            state=escalation.state.value,
            now=now,
        )
