"""Filling the places of people whose accounts were deactivated: nothing is left with nobody."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.installations.queries import lock_workspace
from bot.teams import queries, rules
from bot.teams.models import Team
from bot.teams.operations import changing


@dataclass(frozen=True)
class Succession:
    """Who left a team, and who leads it from now on in their place, if anybody has to."""

    team: Team
    gone: Sequence[str]
    heirs: Sequence[str]


def fill_places(
    session: Session, workspace_id: int, gone: Collection[str], *, now: datetime
) -> list[Succession]:
    """Take those who are `gone` out of the workspace's teams, and return what that changed.

    Out of closed ones, too: what they own and were asked needs somebody still.
    """
    # A lead who changes a team now must not bring them back, nor a second process fill it again.
    lock_workspace(session, workspace_id)
    teams = queries.list_all_teams(session, workspace_id)
    return [
        _fill(session, team, gone, teams, now)
        for team in teams
        if any(each in gone for each in team.people)
    ]


def _fill(
    session: Session, team: Team, gone: Collection[str], teams: Sequence[Team], now: datetime
) -> Succession:
    others = [other for other in teams if other is not team]
    # Somebody of a closed team is better than nobody.
    others.sort(key=lambda other: other.closed_at is not None)
    elsewhere = [each for other in others for each in other.responsible]
    left, before = [each for each in team.people if each in gone], list(team.leads)
    fields = rules.after_leaving(changing.read(team), gone, elsewhere=elsewhere)
    changing.apply(session, team, fields, by=None, now=now)
    return Succession(team, left, [lead for lead in team.leads if lead not in before])
