"""Who of a team was thanked lately, and how much of that came from others."""

from datetime import datetime

from sqlalchemy import case, distinct, func, select
from sqlalchemy.orm import Session

from bot.teams.models import Team
from bot.wins.models import Honoree, Win
from bot.wins.models.coverage import Coverage
from bot.wins.queries.members import list_doers


def get_coverage(session: Session, team: Team, *, since: datetime) -> Coverage:
    """Return how the people of a team were thanked since then; what was taken back is nothing."""
    members = list_doers(session, team)
    lately = (
        Win.workspace_id == team.workspace_id,
        Win.given_at >= since,
        Win.undone_at.is_(None),
        Honoree.workspace_id == team.workspace_id,
        Honoree.user_id.in_(members),
    )
    named = select(Honoree.user_id).join(Win, Win.id == Honoree.win_id).where(*lately).distinct()
    from_others = case((Win.team_id != team.id, Win.id))
    counts = select(func.count(distinct(Win.id)), func.count(distinct(from_others)))
    wins, crossing = session.execute(
        counts.join(Honoree, Honoree.win_id == Win.id).where(*lately)
    ).one()
    thanked = set(session.scalars(named))
    unthanked = [each for each in members if each not in thanked]
    return Coverage(team, members, unthanked, wins, crossing)
