"""What people are told of each move, besides the card."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.decisions.blocks import asks, reviews
from bot.decisions.models import Decision
from bot.decisions.notices import messages
from bot.decisions.rules import Move, Part, State, times, votes
from bot.nudges import Said


@dataclass(frozen=True)
class Moved:
    """A move that was made: by whom, None for the clock, and why, in their words."""

    decision: Decision
    move: Move
    now: datetime
    by: str | None = None
    why: str | None = None


def told(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    """Yield the messages of a move; only `readers` may read its words."""
    yield from messages.redrawn(moved.decision)
    if moved.move in _TELL:
        yield from _TELL[moved.move](moved, readers)


def _voted(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    decision = moved.decision
    if decision.state is not State.PROPOSED:
        yield from _settled(moved, readers)
    elif votes.is_hopeless(decision.seats, decision.quorum):
        yield _to_driver(moved, readers, asks.stuck(decision))


def _settled(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    """Yield what the driver is told of a result, and those who have to know, if it holds."""
    decision = moved.decision
    if moved.by != decision.driver_id:
        yield _to_driver(moved, readers, asks.settled(decision))
    if decision.state is State.ACCEPTED:
        yield from messages.to_informed(decision, readers, now=moved.now)


def _asked(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    text = asks.question(moved.decision, by=moved.by or "", words=moved.why or "")
    yield messages.below_card(moved.decision, moved.move, text, now=moved.now)
    if moved.by != moved.decision.driver_id:
        yield _to_driver(moved, readers, text)


def _delegated(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    for seat in moved.decision.in_part(Part.APPROVER):
        if seat.user_id == moved.by:
            yield messages.to_stand_in(moved.decision, seat, readers, now=moved.now)


def _people_changed(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    decision, now = moved.decision, moved.now
    if decision.state is not State.PROPOSED:
        yield from _settled(moved, readers)
        return
    yield from messages.to_approvers(decision, readers, since=now, now=now)
    yield from messages.to_contributors(decision, readers, since=now, now=now)


def _withdrawn(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    if moved.by != moved.decision.driver_id:
        yield _to_driver(moved, readers, asks.settled(moved.decision))


def _replaced(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    decision, text = moved.decision, asks.replaced(moved.decision)
    if moved.by != decision.driver_id:
        yield _to_driver(moved, readers, text)
    yield from messages.to_readers(decision, text, readers, now=moved.now)


def _reminded(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    decision, now = moved.decision, moved.now
    if decision.state is State.ACCEPTED:
        yield from _review(moved, readers)
    elif decision.reminders == times.REMINDED:
        yield from messages.to_approvers(decision, readers, since=decision.proposed_at, now=now)
        for seat in decision.in_part(Part.APPROVER):
            if seat.vote is None and seat.stand_in_until and now < seat.stand_in_until:
                yield messages.to_stand_in(decision, seat, readers, now=now)
    elif decision.reminders == times.SILENT_NAMED:
        yield _to_driver(moved, readers, asks.still_waiting(decision))
    else:
        yield _to_driver(moved, readers, asks.ends_soon(decision))


def _review(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    decision, review_on, now = moved.decision, moved.decision.review_on, moved.now
    if review_on is None:
        return
    if decision.reminders < times.OVERDUE:
        yield messages.review(decision, review_on, readers, now=now)
        return
    sponsors = {each for team in decision.teams for each in team.sponsors}
    text = reviews.overdue(decision, review_on)
    yield from messages.to_sponsors(decision, text, sponsors & set(readers), now=now)


def _inherited(moved: Moved, readers: Collection[str]) -> Iterator[Said]:
    yield _to_driver(moved, readers, asks.inherited(moved.decision))


def _to_driver(moved: Moved, readers: Collection[str], text: str) -> Said:
    return messages.to_driver(moved.decision, moved.move, text, readers, now=moved.now)


_TELL: Mapping[Move, Callable[[Moved, Collection[str]], Iterator[Said]]] = {
    Move.APPROVE: _voted,
    Move.REJECT: _voted,
    Move.ABSTAIN: _voted,
    Move.ASK: _asked,
    Move.DELEGATE: _delegated,
    Move.CHANGE_PEOPLE: _people_changed,
    Move.WITHDRAW: _withdrawn,
    Move.EXPIRE: _settled,
    Move.REMIND: _reminded,
    Move.INHERIT: _inherited,
    Move.REPLACE: _replaced,
    Move.REVERSE: _replaced,
}
"""What is told besides the card."""
