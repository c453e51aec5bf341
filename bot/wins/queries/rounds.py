"""Whose turn it is to be told of wins at longer intervals, and of which."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from bot.people import queries as people
from bot.teams.models import Team
from bot.wins.models import Honoree, Periodical, Win
from bot.wins.models.summaries import Part, Summary
from bot.wins.queries.members import list_doers, list_members
from bot.wins.queries.wins import WHOLE
from bot.wins.rules import Reach
from bot.wins.rules.rounds import crosses

PARTS = 8
"""Initiatives of one message."""

SHOWN = 5
"""Wins of an initiative in it."""


def list_new_workspaces(session: Session, *, limit: int) -> Sequence[int]:
    """Return the ids of workspaces with teams in which nobody is told at intervals yet."""
    known = exists().where(Periodical.workspace_id == Team.workspace_id)
    return session.scalars(
        select(Team.workspace_id)
        .where(Team.closed_at.is_(None), ~known)
        .distinct()
        .order_by(Team.workspace_id)
        .limit(limit)
    ).all()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Periodical]:
    """Return rounds that are due, locked; those that another process is at are passed over."""
    return session.scalars(
        select(Periodical)
        .where(Periodical.due_at <= now)
        .order_by(Periodical.due_at, Periodical.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()


def get_summary(
    session: Session, workspace_id: int, teams: Sequence[Team], *, since: datetime, until: datetime
) -> Summary:
    """Return what sponsors may see of the wins that were given from `since` on, before `until`.

    What was taken back is nothing, and what is not meant to go so far is not in it.
    """
    found: dict[int, tuple[int, int | None]] = {}
    named: defaultdict[int, set[str]] = defaultdict(set)
    rows = (
        select(Win.id, Win.team_id, Win.initiative_id, Honoree.user_id)
        .join(Honoree, Honoree.win_id == Win.id)
        .where(
            Win.workspace_id == workspace_id,
            Win.given_at >= since,
            Win.given_at < until,
            Win.undone_at.is_(None),
            Win.reach == Reach.EXECUTIVES,
        )
        .order_by(Win.initiative_id.is_(None), Win.initiative_id, Win.id)
    )
    for win_id, team_id, initiative_id, user_id in session.execute(rows):
        found[win_id] = (team_id, initiative_id)
        named[win_id].add(user_id)
    teams_of = _teams_of(session, teams)
    crossing = sum(crosses(team_id, teams_of, named[each]) for each, (team_id, _) in found.items())
    return Summary(since, len(found), crossing, _parts(session, workspace_id, found))


def find_thanked(session: Session, team: Team) -> dict[str, datetime]:
    """Return when each of a team was thanked last; for whom nobody has thanked, when they came."""
    members = list_doers(session, team)
    last = (
        select(Honoree.user_id, func.max(Win.given_at))
        .join(Win, Win.id == Honoree.win_id)
        .where(
            Honoree.workspace_id == team.workspace_id,
            Honoree.user_id.in_(members),
            Win.undone_at.is_(None),
        )
        .group_by(Honoree.user_id)
    )
    came = people.find_arrivals(session, team.workspace_id, team.members_source)
    begun = {each: max(team.created_at, came.get(each, team.created_at)) for each in members}
    return begun | {user_id: at for user_id, at in session.execute(last)}


def _teams_of(session: Session, teams: Sequence[Team]) -> Mapping[str, set[int]]:
    teams_of: defaultdict[str, set[int]] = defaultdict(set)
    for team in teams:
        for user_id in list_members(session, team):
            teams_of[user_id].add(team.id)
    return teams_of


def _parts(
    session: Session, workspace_id: int, found: Mapping[int, tuple[int, int | None]]
) -> list[Part]:
    ids: defaultdict[int | None, list[int]] = defaultdict(list)
    for win_id, (_team_id, initiative_id) in found.items():
        ids[initiative_id].append(win_id)
    first = dict(islice(ids.items(), PARTS))
    wanted = [each for some in first.values() for each in some[:SHOWN]]
    shown = session.scalars(
        select(Win).where(Win.workspace_id == workspace_id, Win.id.in_(wanted)).options(*WHOLE)
    )
    wins = {win.id: win for win in shown}
    return [
        Part(wins[some[0]].initiative, len(some), [wins[each] for each in some[:SHOWN]])
        for some in first.values()
    ]
