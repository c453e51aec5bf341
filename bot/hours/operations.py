"""Saying when one works, is away, and who stands in."""

from collections.abc import Collection
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import InvalidInput, Refused
from bot.hours import queries
from bot.hours.models import Absence, CompanyHours, PersonalHours
from bot.hours.rules import absences, permissions, week
from bot.hours.rules.week import Hours
from bot.installations.queries import lock_workspace
from bot.people import queries as people
from bot.permissions import ANY, Role, may
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Said:
    """What somebody says of hours; `zone` is an IANA name, `country` an ISO 3166-1 code."""

    zone: str | None
    hours: Hours
    country: str | None


class NotAllowed(Refused):
    """Only leads and sponsors change what holds for the whole company."""


class ChangedMeanwhile(Refused):
    """Somebody else has saved the company's hours since the form was drawn.

    `current` is what they saved, to be read before the transaction ends.
    """

    def __init__(self, current: CompanyHours) -> None:
        super().__init__("Somebody else changed the company's hours meanwhile.")
        self.current = current


class AwayAlready(InvalidInput):
    """The person has said already that they are away then."""

    def __init__(self) -> None:
        super().__init__("from", "You have said already that you are away then. Cancel that first.")


def confirm(
    session: Session, workspace_id: int, user_id: str, said: Said, *, now: datetime
) -> None:
    """Let the person's hours be as they say. Raises InvalidInput for hours that cannot be."""
    _check(said)
    if said.zone is None:
        raise InvalidInput("zone", "Please choose where you are.")
    row = _row(workspace_id, said) | {"user_id": user_id, "confirmed_at": now}
    session.connection().execute(_put_personal(session), row)


def set_defaults(
    session: Session,
    workspace_id: int,
    said: Said,
    *,
    seen_at: datetime | None,
    roles: Collection[Role],
    by: str,
    now: datetime,
) -> None:
    """Let the company's hours be as `by` says, who has `roles` in its teams.

    `seen_at` is the `set_at` that the form was drawn from; None if nothing had been set. Raises
    NotAllowed, ChangedMeanwhile, and InvalidInput for hours that cannot be.
    """
    if not may(permissions.PERMISSIONS, permissions.SET_DEFAULTS, ANY, roles):
        raise NotAllowed("Only a lead or a sponsor of your teams can change the company's hours.")
    _check(said)
    lock_workspace(session, workspace_id)
    current = queries.find_company_hours(session, workspace_id)
    if current and current.set_at != seen_at:
        raise ChangedMeanwhile(current)
    row = _row(workspace_id, said) | {"set_by": by, "set_at": now}
    session.connection().execute(_put_company(session), row)


def go_away(
    session: Session,
    workspace_id: int,
    user_id: str,
    days: tuple[date, date],
    *,
    stand_in_id: str | None,
    now: datetime,
) -> Absence:
    """Write down that the person is away on `days`, first and last, and who is asked meanwhile.

    Raises AwayAlready, and InvalidInput for days or a stand-in that cannot be.
    """
    # Whoever sends the form twice at once must not be away twice.
    lock_workspace(session, workspace_id)
    schedule = queries.get_schedule(session, workspace_id, user_id, now=now)
    absences.check(*days, today=schedule.local(now).date())
    if queries.find_absence(session, workspace_id, user_id, days):
        raise AwayAlready
    if stand_in_id:
        _check_stand_in(session, workspace_id, user_id, stand_in_id, days)
    first, last = days
    absence = Absence(
        workspace_id=workspace_id,
        user_id=user_id,
        starts_on=first,
        ends_on=last,
        stand_in_id=stand_in_id,
        said_at=now,
    )
    session.add(absence)
    session.flush()
    return absence


def come_back(
    session: Session, workspace_id: int, user_id: str, absence_id: int, *, now: datetime
) -> Absence:
    """Cancel the person's own absence, and return it; it may have been cancelled before.

    Raises NotFound if they have none with that id.
    """
    absence = queries.get_absence(session, workspace_id, user_id, absence_id)
    if absence.cancelled_at is None:
        absence.cancelled_at = now
    return absence


def _check(said: Said) -> None:
    week.check(said.hours)
    if said.zone and not queries.is_zone(said.zone):
        raise InvalidInput("zone", "I don't know the clocks of that place. Please choose another.")


def _check_stand_in(
    session: Session, workspace_id: int, user_id: str, stand_in_id: str, days: tuple[date, date]
) -> None:
    if stand_in_id == user_id:
        raise InvalidInput("stand_in", "You can't stand in for yourself. Please choose another.")
    person = people.find_people(session, workspace_id, [stand_in_id]).get(stand_in_id)
    if person and not person.is_colleague:
        raise InvalidInput(
            "stand_in", "They can't answer for you: only colleagues can. Please choose another."
        )
    if queries.find_absence(session, workspace_id, stand_in_id, days):
        raise InvalidInput("stand_in", "They are away then themselves. Please choose another.")


def _row(workspace_id: int, said: Said) -> dict[str, Any]:
    return {
        **asdict(said.hours),
        "days": "".join(str(day) for day in sorted(set(said.hours.days))),
        "workspace_id": workspace_id,
        "zone": said.zone,
        "country": said.country,
    }


@per_dialect
def _put_personal(insert: Any) -> Any:
    return _put(insert, PersonalHours, "workspace_id", "user_id")


@per_dialect
def _put_company(insert: Any) -> Any:
    return _put(insert, CompanyHours, "workspace_id")


def _put(insert: Any, model: Any, *key: str) -> Any:
    """Return the statement that inserts the row of `model` with that key, or changes it."""
    rows = table(model)
    statement = insert(rows)
    said = [column.name for column in rows.c if column.name not in {"id", *key}]
    return statement.on_conflict_do_update(
        index_elements=list(key), set_={name: statement.excluded[name] for name in said}
    )
