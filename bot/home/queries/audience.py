"""Whom something concerns: the people of teams, those who stand in, and colleagues."""

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.home.models import Home
from bot.home.queries import colleagues
from bot.home.rules import OPENED_WITHIN
from bot.hours import queries as hours_queries
from bot.hours.models import Absence
from bot.teams import queries as team_queries
from bot.teams.models import Member


def of_teams(
    session: Session, workspace_id: int, team_ids: Collection[int], now: datetime
) -> set[str]:
    """Return all who have a role in the teams, and those who stand in for them."""
    if not team_ids:
        return set()
    people = set(
        session.scalars(
            select(Member.user_id).where(
                Member.workspace_id == workspace_id, Member.team_id.in_(team_ids)
            )
        )
    )
    away = hours_queries.list_away(session, workspace_id, people, now=now)
    return people | {each.stand_in_id for each in away.values() if each.stand_in_id}


def of_absentees(
    session: Session, workspace_id: int, absentees: Collection[str], now: datetime
) -> set[str]:
    """Return these people, those who stand in for them or were to, and their teams' colleagues.

    Of the colleagues only those who look at their Homes: a team may have thousands.
    """
    if not absentees:
        return set()
    stand_ins = session.scalars(
        select(Absence.stand_in_id).where(
            Absence.workspace_id == workspace_id,
            Absence.user_id.in_(absentees),
            Absence.stand_in_id.is_not(None),
        )
    )
    looking = _list_looking(session, workspace_id, now)
    teams = team_queries.list_teams(session, workspace_id)
    of = colleagues.find_teams_of(session, workspace_id, teams, {*absentees, *looking})
    theirs = {team for user_id in absentees for team in of.get(user_id, ())}
    near = {user_id for user_id in looking if of.get(user_id, set()) & theirs}
    return {*absentees, *near, *(each for each in stand_ins if each)}


def _list_looking(session: Session, workspace_id: int, now: datetime) -> Sequence[str]:
    return session.scalars(
        select(Home.user_id).where(
            Home.workspace_id == workspace_id, Home.opened_at > now - OPENED_WITHIN
        )
    ).all()
