"""When a team hears of its decisions next."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy.orm import Session

from bot.decisions.models import Weekly
from bot.hours import queries as hours
from bot.tables import per_dialect, table
from bot.teams.models import Team
from bot.worktime.rules.recurrence import Weekly as EveryWeek
from bot.worktime.rules.recurrence import next_occurrence
from bot.worktime.rules.zones import Weekday, zone_named

AT = time(9)


def begin(session: Session, teams: Sequence[Team], *, now: datetime) -> None:
    """Let teams hear of their decisions from next Monday on."""
    rows = [
        {
            "workspace_id": team.workspace_id,
            "team_id": team.id,
            "due_at": next_monday(session, team, now=now),
            "told_until": now,
        }
        for team in teams
    ]
    if rows:
        session.connection().execute(_insert_once(session), rows)


def move_on(session: Session, weekly: Weekly, *, now: datetime) -> None:
    """Note that the team has been told of everything until `now`."""
    weekly.told_until = now
    weekly.due_at = next_monday(session, weekly.team, now=now)


def next_monday(session: Session, team: Team, *, now: datetime) -> datetime:
    """Return 9:00 on the next Monday, where the team's first lead is."""
    every = EveryWeek(
        at=AT,
        zone=zone_of(session, team, now=now),
        days=frozenset({Weekday.MONDAY}),
        anchor=now.date(),
    )
    return next_occurrence(every, now)


def zone_of(session: Session, team: Team, *, now: datetime) -> str:
    """Return the time zone of the team's first lead; UTC for a team without one."""
    if not team.leads:
        return "UTC"
    return hours.get_schedule(session, team.workspace_id, team.leads[0], now=now).zone


def today(session: Session, team: Team, *, now: datetime) -> date:
    """Return the day that it is where the team's first lead is."""
    return now.astimezone(zone_named(zone_of(session, team, now=now))).date()


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Weekly)).on_conflict_do_nothing(index_elements=["team_id"])
