"""What comes until Sunday: the person's initiatives that are due, and colleagues who are away."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.home import rules
from bot.home.queries import colleagues
from bot.home.rules import Ahead, Away, Due, Viewer
from bot.hours import queries as hours_queries
from bot.hours.models import Absence
from bot.roadmap import queries as roadmap_queries
from bot.teams.models import Team

SHOWN = 5
"""Initiatives, and people, that are named; of the rest the number is said."""


def read_ahead(session: Session, viewer: Viewer, teams: Sequence[Team]) -> Ahead:
    """Return what comes for the person from today until Sunday, by their own clocks."""
    days = viewer.today, rules.sunday(viewer.today)
    due = roadmap_queries.list_owned_due(session, viewer.workspace_id, viewer.user_id, days)
    absences = hours_queries.list_absences(session, viewer.workspace_id, days)
    away = _of_colleagues(session, viewer, teams, absences)
    return Ahead(
        viewer.today,
        [Due(each.name, each.title, each.target_on) for each in due[:SHOWN]],
        max(0, len(due) - SHOWN),
        [
            Away(each.user_id, each.starts_on, each.ends_on, each.stand_in_id)
            for each in away[:SHOWN]
        ],
        max(0, len(away) - SHOWN),
    )


def _of_colleagues(
    session: Session, viewer: Viewer, teams: Sequence[Team], absences: Sequence[Absence]
) -> list[Absence]:
    """Return those of `absences` whose people are in a team with the person."""
    others = {each.user_id for each in absences} - {viewer.user_id}
    if not others:
        return []
    belonging = colleagues.find_teams_of(
        session, viewer.workspace_id, teams, {viewer.user_id, *others}
    )
    mine = belonging.get(viewer.user_id, set())
    return [
        each
        for each in absences
        if each.user_id in others and belonging.get(each.user_id, set()) & mine
    ]
