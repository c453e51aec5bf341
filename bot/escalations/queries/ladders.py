"""The ladders of pairs of teams."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from bot.escalations.models import Ladder

_NEWEST = (
    select(Ladder)
    .where(
        Ladder.workspace_id == bindparam("of_workspace"),
        Ladder.team_id == bindparam("team"),
        Ladder.other_team_id == bindparam("other"),
    )
    .order_by(Ladder.version.desc())
    .limit(1)
)


def find_ladder(session: Session, workspace_id: int, pair: tuple[int, int]) -> Ladder | None:
    """Return the newest ladder of two teams, whose ids are in order; None if it is the default."""
    team, other = pair
    values = {"of_workspace": workspace_id, "team": team, "other": other}
    return session.scalars(_NEWEST, values).one_or_none()
