"""Questions about when people work, and who is away."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.hours.models import Absence, CompanyHours, PersonalHours, Schedule, schedule
from bot.hours.rules import places, week
from bot.people import queries as people
from bot.people.models import Person
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

_PERSONAL = select(PersonalHours).where(
    PersonalHours.workspace_id == bindparam("of_workspace"),
    PersonalHours.user_id.in_(bindparam("of_users", expanding=True)),
)

_COMPANY = select(CompanyHours).where(CompanyHours.workspace_id == bindparam("of_workspace"))

_ABSENT_FROM = (
    select(Absence)
    .where(
        Absence.workspace_id == bindparam("of_workspace"),
        Absence.user_id.in_(bindparam("of_users", expanding=True)),
        Absence.cancelled_at.is_(None),
        Absence.ends_on >= bindparam("from_day"),
    )
    .order_by(Absence.starts_on)
)


def list_schedules(
    session: Session,
    workspace_id: int,
    user_ids: Collection[str],
    *,
    now: datetime,
    since: datetime | None = None,
) -> dict[str, Schedule]:
    """Return when each of `user_ids` works and may be written to, from `now` (UTC) on.

    With `since`, working time has the absences that ended after that, too. In four questions. What
    somebody has not said is as the company has it, but for their zone, which then is Slack's.
    """
    known = people.find_people(session, workspace_id, user_ids)
    personal = _list_personal(session, workspace_id, user_ids)
    company = find_company_hours(session, workspace_id)
    absences = _list_absences(session, workspace_id, user_ids, since=since or now)
    return {
        user_id: _schedule(
            personal.get(user_id),
            company,
            person=known.get(user_id),
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
    return session.scalars(_COMPANY, {"of_workspace": workspace_id}).one_or_none()


def _list_personal(
    session: Session, workspace_id: int, user_ids: Collection[str]
) -> Mapping[str, PersonalHours]:
    values = {"of_workspace": workspace_id, "of_users": list(user_ids)}
    return {row.user_id: row for row in session.scalars(_PERSONAL, values)}


def _list_absences(
    session: Session, workspace_id: int, user_ids: Collection[str], *, since: datetime
) -> Mapping[str, Sequence[Absence]]:
    """Return the absences that were not over then anywhere on earth, the next first."""
    values = {
        "of_workspace": workspace_id,
        "of_users": list(user_ids),
        "from_day": (since - _A_DAY).date(),
    }
    found: dict[str, list[Absence]] = defaultdict(list)
    for row in session.scalars(_ABSENT_FROM, values):
        found[row.user_id].append(row)
    return found


def _schedule(
    personal: PersonalHours | None,
    company: CompanyHours | None,
    *,
    person: Person | None,
    absences: Sequence[Absence],
    now: datetime,
) -> Schedule:
    said = personal or company
    own, companys = (each.zone if each else None for each in (personal, company))
    return schedule.build(
        zone=_first_known(own, person.zone if person else None, companys),
        hours=said.hours if said else week.DEFAULT,
        country=said.country if said else None,
        confirmed_at=personal.confirmed_at if personal else None,
        absences=absences,
        has_left=person is not None and person.deactivated_at is not None,
        now=now,
    )


def _first_known(*names: str | None) -> str:
    return next((name for name in names if name and is_zone(name)), places.NOWHERE)


def is_zone(name: str) -> bool:
    """Return whether clocks here know the time zone of that name."""
    try:
        zones.zone_named(name)
    except ValueError:
        return False
    return True
