"""In which countries people work."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.hours.models import CompanyHours, PersonalHours


def count_people_by_country(session: Session) -> dict[tuple[int, str], int]:
    """Return how many have said that they work in a country, by workspace and country.

    With the company's country, whose people need not say so: they are not counted.
    """
    counted = select(PersonalHours.workspace_id, PersonalHours.country, func.count()).where(
        PersonalHours.country.is_not(None)
    )
    rows = session.execute(counted.group_by(PersonalHours.workspace_id, PersonalHours.country))
    found = {(workspace_id, country or ""): number for workspace_id, country, number in rows}
    companies = select(CompanyHours.workspace_id, CompanyHours.country).where(
        CompanyHours.country.is_not(None)
    )
    for workspace_id, country in session.execute(companies):
        found.setdefault((workspace_id, country or ""), 0)
    return found
