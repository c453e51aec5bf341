"""Rounds that are prepared, when what was chosen changes: nobody is asked twice, or in vain."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot.standups.models import Round, Standup
from bot.standups.operations import planning
from bot.standups.queries import rounds as queries
from bot.standups.queries import turns as turn_queries
from bot.standups.rules import State
from bot.standups.rules.questions import dump, of_round
from bot.worktime.rules import timetable
from bot.worktime.rules.periods import over_with, period_of

_A_DAY = timedelta(days=1)


def take_back(session: Session, standup: Standup) -> None:
    """Take back rounds that are prepared and of which nobody was asked yet."""
    for round_ in queries.list_open(session, standup, limit=planning.AT_ONCE):
        turns = turn_queries.lock_round(session, round_)
        if all(turn.state is State.PLANNED for turn in turns):
            standup.planned_until = min(standup.planned_until, round_.held_on - _A_DAY)
            for turn in turns:
                session.delete(turn)
            session.flush()
            session.delete(round_)
    session.flush()


def ask_anew(session: Session, standup: Standup) -> None:
    """Let rounds that are prepared, and have asked nobody yet, ask what the stand-up asks now."""
    for round_ in queries.list_open(session, standup, limit=planning.AT_ONCE):
        turns = turn_queries.lock_round(session, round_)
        if all(turn.asked_at is None for turn in turns):
            round_.asked = dump(of_round(standup.questions, round_.number))
            planning.add_moods(session, round_)


def bring_forward(session: Session, round_: Round, *, now: datetime) -> bool:
    """Let those be asked now who were not asked yet; return whether there is anybody."""
    waiting = [
        turn for turn in turn_queries.lock_round(session, round_) if turn.state is State.PLANNED
    ]
    has_been = round_.asks_at is not None and round_.asks_at <= now
    if round_.closed_at is not None or has_been or not waiting:
        return False
    round_.at, round_.asks_at, round_.asks_until = None, now, now
    round_.closes_at = max(round_.closes_at, now + round_.standup.open_for)
    planning.look_next(round_, now)
    for turn in waiting:
        turn.due_at = now
    session.flush()
    return True


def planned_until(session: Session, standup: Standup, today: date) -> date:
    """Return the last day that is over with, now that a stand-up comes on other days."""
    timing = standup.timing
    latest = max(today, standup.planned_until)
    first, last = period_of(latest, timing.rhythm, every=timing.every, anchor=timing.anchor)
    held = queries.count_held(session, standup, first, last)
    over = over_with(timetable.days_between(timing, first, last), held)
    # Days that have passed are not made up for.
    return max(filter(None, (standup.planned_until, over, today - _A_DAY)))
