"""The ladders of pairs of teams: each change is a new one."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.escalations.models import Ladder
from bot.escalations.models.ladders import to_json
from bot.escalations.queries.ladders import find_ladder
from bot.escalations.rules import DEFAULT
from bot.tables import per_dialect, table
from bot.teams.models import Team

Pair = tuple[Team, Team]


def get_ladder(session: Session, workspace_id: int, pair: Pair, *, now: datetime) -> Ladder:
    """Return the ladder of two teams; what everybody begins with is written down first."""
    found = find_ladder(session, workspace_id, ids(pair))
    if found is not None:
        return found
    team_id, other_team_id = ids(pair)
    values = {
        "workspace_id": workspace_id,
        "team_id": team_id,
        "other_team_id": other_team_id,
        "version": 1,
        "levels": to_json(DEFAULT),
        "created_at": now,
        "created_by": None,
    }
    session.connection().execute(_insert_once(session), values)
    written = find_ladder(session, workspace_id, ids(pair))
    if written is None:
        raise LookupError("a ladder was written and is not there")
    return written


def ids(pair: Pair) -> tuple[int, int]:
    """Return the ids of two teams in order, as ladders have them."""
    low, high = sorted(team.id for team in pair)
    return low, high


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Ladder)).on_conflict_do_nothing()
