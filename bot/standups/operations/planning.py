"""Preparing rounds: one for each day of a stand-up, with a turn for everybody whom it is for."""

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.hours import queries as hours
from bot.standups.models import Mood, Round, Standup, Turn
from bot.standups.queries import rounds as queries
from bot.standups.queries.audiences import Members, find_audience
from bot.standups.rules import Missed, State
from bot.standups.rules.questions import SCALE, dump, of_round
from bot.standups.rules.times import LEAD_TIME, LOOK_AGAIN
from bot.tables import per_dialect, table
from bot.worktime.rules import timetable
from bot.worktime.rules.periods import Timing

AT_ONCE = 50
"""Days of one stand-up that are prepared in one transaction, after an outage of months."""

ELSEWHERE = "UTC"
"""By whose clocks a stand-up asks whose people nobody knows yet."""


def plan(session: Session, standup: Standup, *, now: datetime) -> list[Round]:
    """Prepare the rounds of the days that begin somewhere on earth, and note when the next does.

    A day that is over wherever people are is written down as missed; return those. The stand-up is
    locked.
    """
    timing, missed = standup.timing, list[Round]()
    for _each in range(AT_ONCE):
        day = timetable.next_day(timing, standup.planned_until)
        due_at = begins(timing, day)
        if due_at > now:
            standup.due_at = due_at
            return missed
        round_ = _prepare(session, standup, day, now)
        standup.planned_until = day
        missed += [round_] if round_ and round_.missed_because else []
    standup.due_at = now
    return missed


def begins(timing: Timing, day: date) -> datetime:
    """Return when the round of a day is prepared: shortly before its first people are asked."""
    return timetable.asks_first(timing, day) - LEAD_TIME


def look_again(session: Session, round_: Round, *, now: datetime) -> None:
    """Let those have a turn who have come since, and note when the clock looks next."""
    if now < round_.asks_until:
        members = find_audience(session, round_.standup)
        _add_turns(session, round_, members, _instants(session, round_, members, now))
    look_next(round_, now)


def begin(
    session: Session,
    standup: Standup,
    *,
    held_on: date,
    asks_at: datetime,
    closes_at: datetime,
    members: Members,
    tried_by: str | None = None,
    now: datetime,
) -> Round:
    """Begin a round of which everybody is asked at one instant, in their hours."""
    round_ = _round(session, standup, held_on, tried_by)
    round_.asks_at, round_.asks_until, round_.closes_at = asks_at, asks_at, closes_at
    _add(session, round_, now)
    _add_turns(session, round_, members, dict.fromkeys(members, asks_at))
    return round_


def base(round_: Round, zone: str) -> datetime:
    """Return when somebody in `zone` is asked in a round, if they work then."""
    if round_.at is None:
        return round_.asks_at or round_.asks_until
    return timetable.asks_at(round_.at, round_.held_on, zone)


def _prepare(session: Session, standup: Standup, day: date, now: datetime) -> Round | None:
    if queries.find_held_on(session, standup, day) is not None:
        return None  # somebody began it by hand
    timing, round_ = standup.timing, _round(session, standup, day)
    if timing.zone is None:
        round_.at = timing.at
    else:
        round_.asks_at = timetable.asks_first(timing, day)
    round_.asks_until = timetable.asks_last(timing, day)
    round_.closes_at = round_.asks_until + standup.open_for
    members = find_audience(session, standup)
    instants = _instants(session, round_, members, now)
    if instants:
        # Not later than for those who are there: who comes from further west answers in less time.
        round_.asks_until = max(instants.values())
        round_.closes_at = round_.asks_until + standup.open_for
    if round_.closes_at <= now:
        round_.missed_because, round_.closed_at = Missed.DOWN, now
        session.add(round_)
        session.flush()
        return round_
    _add(session, round_, now)
    _add_turns(session, round_, members, instants)
    return round_


def _round(session: Session, standup: Standup, day: date, tried_by: str | None = None) -> Round:
    number = queries.next_number(session, standup)
    return Round(
        workspace_id=standup.workspace_id,
        standup=standup,
        number=number,
        held_on=day,
        asked=dump(of_round(standup.questions, number)),
        tried_by=tried_by,
        told_in=[],
    )


def _add(session: Session, round_: Round, now: datetime) -> None:
    look_next(round_, now)
    session.add(round_)
    session.flush()
    add_moods(session, round_)


def add_moods(session: Session, round_: Round) -> None:
    """Count from nothing how many feel so: all at once, so that the order of the rows is none."""
    if round_.has_mood and not queries.count_moods(session, round_):
        felt = {"workspace_id": round_.workspace_id, "round_id": round_.id, "people": 0}
        session.add_all(Mood(**felt, value=value) for value in SCALE)
        session.flush()


def look_next(round_: Round, now: datetime) -> None:
    """Note when the clock looks at a round next: for who has come, or to close it."""
    is_asking = now < round_.asks_until and round_.tried_by is None
    round_.due_at = min(now + LOOK_AGAIN, round_.closes_at) if is_asking else round_.closes_at


def _instants(
    session: Session, round_: Round, members: Collection[str], now: datetime
) -> dict[str, datetime]:
    if round_.at is None:
        return dict.fromkeys(members, base(round_, ELSEWHERE))
    workspace_id = round_.workspace_id
    schedules = hours.list_schedules(session, workspace_id, list(members), now=now)
    return {each: base(round_, schedules[each].zone) for each in members}


def _add_turns(
    session: Session, round_: Round, members: Members, instants: Mapping[str, datetime]
) -> None:
    rows: list[dict[str, Any]] = [
        {
            "workspace_id": round_.workspace_id,
            "round_id": round_.id,
            "user_id": user_id,
            "team_id": members[user_id],
            "state": State.PLANNED,
            "due_at": min(at, round_.closes_at - timedelta(seconds=1)),
            "answers": {},
        }
        for user_id, at in instants.items()
    ]
    if rows:
        session.connection().execute(_insert_once(session), rows)


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Turn)).on_conflict_do_nothing(index_elements=["round_id", "user_id"])
