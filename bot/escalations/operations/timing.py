"""What the clock does to escalations on which nobody acted in time."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.escalations.operations import asking, owning, turns
from bot.escalations.operations.recording import recording
from bot.escalations.operations.turns import Turn, ask_next, postpone
from bot.escalations.queries.availability import find_availability
from bot.escalations.rules import Move, State, ladders, times
from bot.worktime.rules import waiting

Due = tuple[Escalation, datetime | None]
"""An escalation, and when those who are asked were told; None if they cannot be."""

HALF_WAY, MISSED_ONCE = 0, 1
"""How many reminders its owner has had: what is due next is the one half-way, or at the time."""


@dataclass(frozen=True)
class Made:
    """A move that was made; `owner` is who had the escalation before."""

    escalation: Escalation
    move: Move
    owner: str | None


def act(session: Session, due: Sequence[Due], *, now: datetime) -> list[Made]:
    """Do what is due to each, and return the moves that were made.

    What those who had to act were told late, or could not do while they did not work, is put off.
    """
    return [_act(escalation, turn) for escalation, turn in _turns(session, due, now)]


def _act(escalation: Escalation, turn: Turn) -> Made:
    owner = escalation.acknowledged_by
    return Made(escalation, _ACTS[escalation.state](escalation, turn), owner)


def _turns(
    session: Session, due: Sequence[Due], now: datetime
) -> Iterator[tuple[Escalation, Turn]]:
    by_workspace = sorted(due, key=lambda each: each[0].workspace_id)
    for _workspace_id, group in groupby(by_workspace, lambda each: each[0].workspace_id):
        here = list(group)
        availability = find_availability(session, [each for each, _at in here], now=now)
        for escalation, delivered_at in here:
            yield escalation, Turn(session, availability, delivered_at, now)


def _climb(escalation: Escalation, turn: Turn) -> Move:
    """Ask the next level, unless those who are asked still have time."""
    is_told = turn.delivered_at is not None
    began = times.began(escalation.asked_at, turn.delivered_at or escalation.asked_at)
    here = [each for each in escalation.asked if turn.availability.is_here(each)]
    within = escalation.ladder.rule.within(escalation.level, escalation.urgency)
    if here:
        due_at = waiting.due(turn.availability.calendars(here), began, within, now=turn.now)
        if due_at > turn.now:
            return postpone(escalation, turn, due_at, asked_at=began)
    elif (opens := _back_at(escalation, turn)) > turn.now:
        return postpone(escalation, turn, opens, asked_at=began)
    # Where nobody is there any more, somebody else of the same level may be.
    start, is_late = escalation.level + bool(here), bool(here) and is_told
    return ask_next(escalation, turn, start=start, is_late=is_late, is_told=is_told)


def _back_at(escalation: Escalation, turn: Turn) -> datetime:
    """Return when the first of the sponsors is back, if they are all away: nobody is above them.

    It is now if somebody else can be asked.
    """
    ladder, roster = escalation.ladder.rule, turn.availability.roster(escalation)
    others = ladders.ask(ladder, roster, start=ladder.last).people.keys() - set(escalation.asked)
    if escalation.level < ladder.last or others or not escalation.asked:
        return turn.now
    calendars = turn.availability.calendars(escalation.asked)
    return min(waiting.opening(calendar, turn.now) for calendar in calendars)


def _press(escalation: Escalation, turn: Turn) -> Move:
    """Remind its owner; if that was in vain, ask the next level."""
    owner, promised_at = escalation.acknowledged_by or "", escalation.promised_at or turn.now
    calendar, is_here = turn.availability.calendar(owner), turn.availability.is_here(owner)
    if not is_here and promised_at <= turn.now:
        return turns.release(turn.session, escalation, turn.availability, now=turn.now)
    if (opens := waiting.opening(calendar, turn.now)) > turn.now:
        return postpone(escalation, turn, opens if is_here else min(opens, promised_at))
    if escalation.reminders > MISSED_ONCE:
        within = times.PROMISE[escalation.urgency]
        if (due_at := waiting.add(calendar, escalation.asked_at, within)) > turn.now:
            return postpone(escalation, turn, due_at)
        return ask_next(escalation, turn, start=escalation.level + 1, is_late=True)
    with recording(turn.session, Move.REMIND, escalation, by=None, at=turn.now):
        if escalation.reminders == HALF_WAY and promised_at > turn.now:
            escalation.reminders += 1
            escalation.due_at = waiting.opening(calendar, promised_at)
        else:
            escalation.reminders = MISSED_ONCE + 1
            escalation.first_late_at = escalation.first_late_at or turn.now
            escalation.asked_at, within = turn.now, times.PROMISE[escalation.urgency]
            escalation.due_at = waiting.add(calendar, turn.now, within)
    return Move.REMIND


def _wake(escalation: Escalation, turn: Turn) -> Move:
    """Let it be no longer put off."""
    owner = escalation.acknowledged_by or ""
    if not turn.availability.is_here(owner):
        return turns.release(turn.session, escalation, turn.availability, now=turn.now)
    calendar = turn.availability.calendar(owner)
    with recording(turn.session, Move.WAKE, escalation, by=None, at=turn.now):
        promised_at = waiting.add(calendar, turn.now, times.PROMISE[escalation.urgency])
        owning.be_due(escalation, calendar, promised_at, now=turn.now)
    return Move.WAKE


def _press_asker(escalation: Escalation, turn: Turn) -> Move:
    """Remind the asker of the question, each working day."""
    calendar = turn.availability.calendar(escalation.asker_id)
    if (opens := waiting.opening(calendar, turn.now)) > turn.now:
        return postpone(escalation, turn, opens)
    with recording(turn.session, Move.REMIND, escalation, by=None, at=turn.now):
        escalation.reminders += 1
        escalation.due_at = waiting.add(calendar, turn.now, ladders.DAY)
    return Move.REMIND


def _settle(escalation: Escalation, turn: Turn) -> Move:
    """Remind the asker of the answer; if they say nothing to that, it is accepted."""
    calendar = turn.availability.calendar(escalation.asker_id)
    within = times.ACCEPTED_WITHIN / 2 * (escalation.reminders + 1)
    due_at = waiting.add(calendar, escalation.asked_at, within)
    if (opens := waiting.opening(calendar, max(due_at, turn.now))) > turn.now:
        return postpone(escalation, turn, opens)
    move = Move.ACCEPT if escalation.reminders else Move.REMIND
    with recording(turn.session, move, escalation, by=None, at=turn.now):
        if move is Move.ACCEPT:
            escalation.accepted_at = turn.now
            asking.end(escalation, now=turn.now)
        else:
            escalation.reminders += 1
            escalation.due_at = waiting.add(calendar, turn.now, times.ACCEPTED_WITHIN / 2)
    return move


_ACTS: Mapping[State, Callable[[Escalation, Turn], Move]] = {
    State.OPEN: _climb,
    State.ACKNOWLEDGED: _press,
    State.SNOOZED: _wake,
    State.ASKED_BACK: _press_asker,
    State.ANSWERED: _settle,
}
