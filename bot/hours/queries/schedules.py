"""Questions about when people work, and who is away."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.hours.models import Absence, CompanyHours, PersonalHours, Schedule, schedule
from bot.hours.rules import places, week
from bot.people import queries as people
from bot.worktime.rules import zones

_A_DAY = timedelta(days=1)

_AWAY_SOMEWHERE = select(Absence.user_id).where(
    Absence.workspace_id == bindparam("of_workspace"),
    Absence.user_id.in_(bindparam("of_users", expanding=True)),
    Absence.cancelled_at.is_(None),
    Absence.ends_on >= bindparam("yesterday"),
    Absence.starts_on <= bindparam("tomorrow"),
)
"""Who may be away, wherever on earth they are: no clock is a day ahead or behind."""


def list_schedules(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, Schedule]:
    """Return when each of `user_ids` works and may be written to, from `now` (UTC) on.

    In four questions, however many they are. What somebody has not said is as the company has it,
    but for their zone, which then is Slack's. A zone that no clock here knows is passed over.
    """
    known = people.find_people(session, workspace_id, user_ids)
    personal = _list_personal(session, workspace_id, user_ids)
    company = find_company_hours(session, workspace_id)
    absences = _list_absences(session, workspace_id, user_ids, now=now)
    return {
        user_id: _schedule(
            personal.get(user_id),
            company,
            slack_zone=known[user_id].zone if user_id in known else None,
            absences=absences.get(user_id, ()),
            now=now,
        )
        for user_id in user_ids
    }


def get_schedule(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> Schedule:
    """Return when one person works and may be written to, from `now` (UTC) on."""
    return list_schedules(session, workspace_id, [user_id], now=now)[user_id]


def list_away(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, Absence]:
    """Return the absences of those of `user_ids` who are away now (UTC), by where each is.

    In one question when nobody is, as on most days: gestures ask it, too.
    """
    around = {
        "of_workspace": workspace_id,
        "of_users": list(user_ids),
        "yesterday": (now - _A_DAY).date(),
        "tomorrow": (now + _A_DAY).date(),
    }
    somewhere = set(session.scalars(_AWAY_SOMEWHERE, around))
    if not somewhere:
        return {}
    schedules = list_schedules(session, workspace_id, somewhere, now=now)
    return {user_id: each.away for user_id, each in schedules.items() if each.away}


def find_company_hours(session: Session, workspace_id: int) -> CompanyHours | None:
    """Return what the company has said of its hours."""
    return session.scalars(
        select(CompanyHours).where(CompanyHours.workspace_id == workspace_id)
    ).one_or_none()


def find_absence(
    session: Session, workspace_id: int, user_id: str, days: tuple[date, date]
) -> Absence | None:
    """Return somebody's absence that shares a day with `days`, both included."""
    first, last = days
    return session.scalars(
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.user_id == user_id,
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= first,
            Absence.starts_on <= last,
        )
        .order_by(Absence.starts_on)
        .limit(1)
    ).one_or_none()


def list_absences(
    session: Session, workspace_id: int, days: tuple[date, date]
) -> Sequence[Absence]:
    """Return all absences that share a day with `days`, both included, the soonest first."""
    first, last = days
    return session.scalars(
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= first,
            Absence.starts_on <= last,
        )
        .order_by(Absence.starts_on, Absence.ends_on, Absence.id)
    ).all()


def get_absence(session: Session, workspace_id: int, user_id: str, absence_id: int) -> Absence:
    """Return an absence of the person's own; raise NotFound if they have none with that id."""
    found = session.scalars(
        select(Absence).where(
            Absence.workspace_id == workspace_id,
            Absence.user_id == user_id,
            Absence.id == absence_id,
        )
    ).one_or_none()
    if found is None:
        raise NotFound("I can't find this absence any more. Please type `/align hours`.")
    return found


def _list_personal(
    session: Session, workspace_id: int, user_ids: Collection[str]
) -> Mapping[str, PersonalHours]:
    rows = session.scalars(
        select(PersonalHours).where(
            PersonalHours.workspace_id == workspace_id, PersonalHours.user_id.in_(user_ids)
        )
    )
    return {row.user_id: row for row in rows}


def _list_absences(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> Mapping[str, Sequence[Absence]]:
    """Return the absences that are not over anywhere on earth, the next first."""
    rows = session.scalars(
        select(Absence)
        .where(
            Absence.workspace_id == workspace_id,
            Absence.user_id.in_(user_ids),
            Absence.cancelled_at.is_(None),
            Absence.ends_on >= (now - _A_DAY).date(),
        )
        .order_by(Absence.starts_on)
    )
    found: dict[str, list[Absence]] = defaultdict(list)
    for row in rows:
        found[row.user_id].append(row)
    return found


def _schedule(
    personal: PersonalHours | None,
    company: CompanyHours | None,
    *,
    slack_zone: str | None,
    absences: Sequence[Absence],
    now: datetime,
) -> Schedule:
    said = personal or company
    return schedule.build(
        zone=_first_known(
            personal.zone if personal else None, slack_zone, company.zone if company else None
        ),
        hours=said.hours if said else week.DEFAULT,
        country=said.country if said else None,
        confirmed_at=personal.confirmed_at if personal else None,
        absences=absences,
        now=now,
    )


def _first_known(*names: str | None) -> str:
    for name in names:
        if name and is_zone(name):
            return name
    return places.NOWHERE


def is_zone(name: str) -> bool:
    """Return whether clocks here know the time zone of that name."""
    try:
        zones.zone_named(name)
    except ValueError:
        return False
    return True
