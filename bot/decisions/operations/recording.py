"""Recording what was decided."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.decisions.rules import title_of
from bot.installations.operations import next_number
from bot.roadmap.models import Initiative
from bot.teams.models import Team


def record(
    session: Session,
    *,
    workspace_id: int,
    title: str,
    what: str,
    team: Team,
    initiative: Initiative | None,
    source: str,
    by: str,
    now: datetime,
) -> Decision:
    """Record that `by` decided `what`, and return it; what came from `source` before, unchanged.

    Whatever is the source must be locked by this transaction.
    """
    found = queries.find_by_source(session, workspace_id, source)
    if found is not None:
        return found
    decision = Decision(
        workspace_id=workspace_id,
        number=next_number(session, workspace_id=workspace_id, kind="DEC"),
        title=title_of(title),
        what=what,
        team=team,
        initiative=initiative,
        source=source,
        decided_by=by,
        decided_at=now,
    )
    session.add(decision)
    session.flush()
    return decision
