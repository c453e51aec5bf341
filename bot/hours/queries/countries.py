"""In which countries people work, and until when the holidays there are known."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, func, or_, select, union
from sqlalchemy.orm import Session

from bot.hours.models import CompanyHours, HolidaysEnd, PersonalHours
from bot.hours.rules import holidays
from bot.people.models import Person
from bot.worktime.queries import find_data_end, list_countries

_IN_USE = union(
    select(CompanyHours.country).where(CompanyHours.country.is_not(None)),
    select(PersonalHours.country).where(PersonalHours.country.is_not(None)),
)
_IS_HERE = or_(
    Person.id.is_(None),  # Slack has not told us of them yet
    Person.is_colleague,
)


def list_holidays_ending(session: Session, *, now: datetime) -> Sequence[HolidaysEnd]:
    """Return the ends that are near, or over, of the countries that any workspace works in.

    There are no more countries than the library knows, however many workspaces there are.
    """
    found = (find_holidays_end(country, now=now) for country in session.scalars(_IN_USE))
    return sorted((ends for ends in found if ends), key=lambda ends: ends.country)


def find_holidays_end(country: str | None, *, now: datetime) -> HolidaysEnd | None:
    """Return until when the holidays of a country are known, if that is soon or over."""
    ends_on = find_data_end(country) if country else None
    if country is None or ends_on is None or not holidays.is_ending(ends_on, today=now.date()):
        return None
    return HolidaysEnd(country, list_countries().get(country, country), ends_on)


def count_people_by_workspace(session: Session, country: str) -> dict[int, int]:
    """Return how many have said that they work in the country, in each workspace that it concerns.

    Who has left, or may not act here any more, does not count. A company that has said so is there
    with nobody, too: its people need not say where they work.
    """
    companies = select(CompanyHours.workspace_id).where(CompanyHours.country == country)
    counted = (
        select(PersonalHours.workspace_id, func.count())
        .outerjoin(
            Person,
            and_(
                Person.workspace_id == PersonalHours.workspace_id,
                Person.user_id == PersonalHours.user_id,
            ),
        )
        .where(PersonalHours.country == country, _IS_HERE)
        .group_by(PersonalHours.workspace_id)
    )
    found = dict.fromkeys(session.scalars(companies), 0)
    found.update((workspace_id, people) for workspace_id, people in session.execute(counted))
    return found
