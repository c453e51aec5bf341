"""What is in somebody's way: asking another team about it, or joining who has asked already."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations import joining, raising
from bot.escalations.operations.raising import Problem
from bot.standups.models import Blocker, Turn
from bot.standups.operations import answering
from bot.standups.rules import BLOCK
from bot.tables import per_dialect, table
from bot.teams.models import Team


def raise_(
    session: Session,
    workspace_id: int,
    turn_id: int,
    problem: Problem,
    *,
    answering_team: Team,
    teams: Sequence[Team],
    view_id: str,
    by: str,
    now: datetime,
) -> tuple[Turn, Escalation]:
    """Raise an escalation in somebody's turn; `teams` are the workspace's, with their people.

    Raises CannotAnswer, AlreadyRaised, Refused.
    """
    turn = answering.begin(session, workspace_id, turn_id, BLOCK, by=by, now=now)
    theirs = [turn.team_id, *(link.team_id for link in turn.round.standup.links)]
    by_id = {team.id: team for team in teams}
    escalation = raising.raise_(
        session,
        workspace_id=workspace_id,
        problem=problem,
        raising_team=next((by_id[each] for each in theirs if each in by_id), answering_team),
        answering_team=answering_team,
        view_id=view_id,
        by=by,
        now=now,
    )
    _note(session, turn, escalation.id, now)
    return turn, escalation


def join(
    session: Session,
    workspace_id: int,
    turn_id: int,
    escalation_id: int,
    *,
    words: str,
    by: str,
    now: datetime,
) -> tuple[Turn, Escalation]:
    """Join an escalation in somebody's turn. Raises CannotAnswer, InvalidInput, TooLate."""
    turn = answering.begin(session, workspace_id, turn_id, BLOCK, by=by, now=now)
    escalation = joining.join(session, workspace_id, escalation_id, words=words, by=by, now=now)
    if escalation.private_at is not None:
        raise InvalidInput("join", "This one became private meanwhile. Please choose again.")
    _note(session, turn, escalation.id, now)
    return turn, escalation


def _note(session: Session, turn: Turn, escalation_id: int, now: datetime) -> None:
    row = {
        "workspace_id": turn.workspace_id,
        "turn_id": turn.id,
        "escalation_id": escalation_id,
        "said_at": now,
    }
    session.connection().execute(_insert_once(session), [row])


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Blocker)).on_conflict_do_nothing(
        index_elements=["turn_id", "escalation_id"]
    )
