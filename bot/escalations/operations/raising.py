"""Raising an escalation."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations import rules
from bot.escalations.models import Escalation
from bot.escalations.operations.recording import record
from bot.escalations.rules import PERMISSIONS, Level, Move, State, Urgency
from bot.installations.operations import next_number
from bot.permissions import ANY, may
from bot.roadmap.models import Initiative
from bot.tables import per_dialect, table
from bot.teams.models import Team, roles_in


@dataclass(frozen=True)
class Problem:
    """What the person who raises says."""

    stuck: str
    ask: str
    urgency: Urgency


class AlreadyRaised(Refused):
    """The same modal was sent twice."""


def raise_(
    session: Session,
    *,
    workspace_id: int,
    problem: Problem,
    raising_team: Team,
    answering_team: Team,
    initiative: Initiative | None = None,
    view_id: str,
    by: str,
    now: datetime,
) -> Escalation:
    """Record the problem and return it, to read; raise AlreadyRaised if this modal was sent before.

    `initiative` is what it is part of; `view_id` is Slack's id of the modal.
    """
    if not may(PERMISSIONS, rules.action(Move.RAISE), ANY, roles_in([raising_team], by)):
        raise Refused("You can't raise an escalation. Please ask a lead of one of the teams.")
    number = next_number(session, workspace_id=workspace_id, kind="ESC")
    values: dict[str, Any] = {
        "workspace_id": workspace_id,
        "number": number,
        "view_id": view_id,
        "stuck": problem.stuck,
        "ask": problem.ask,
        "urgency": problem.urgency,
        "raising_team_id": raising_team.id,
        "answering_team_id": answering_team.id,
        "initiative_id": initiative.id if initiative else None,
        "raised_by": by,
        "raised_at": now,
        "state": State.OPEN,
        "level": Level.LEADS,
        "due_at": now + rules.time_to_take(problem.urgency, Level.LEADS),
        "notice_key": f"ESC-{number}:card",
    }
    new_id = session.connection().execute(_insert_once(session), values).scalar()
    if new_id is None:
        raise AlreadyRaised("This escalation has been sent already.")
    escalation = Escalation(
        id=new_id,
        raising_team=raising_team,
        answering_team=answering_team,
        initiative=initiative,
        **values,
    )
    record(session, Move.RAISE, escalation, by=by, at=now)
    return escalation


@per_dialect
def _insert_once(insert: Any) -> Any:
    escalations = table(Escalation)
    return (
        insert(escalations)
        .on_conflict_do_nothing(index_elements=["workspace_id", "view_id"])
        .returning(escalations.c.id)
    )
