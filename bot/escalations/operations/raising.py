"""Raising an escalation."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations import rules
from bot.escalations.models import Escalation, Participant, standing
from bot.escalations.operations import asking, ladders
from bot.escalations.operations.recording import Note, write
from bot.escalations.queries.availability import find_availability
from bot.escalations.rules import PERMISSIONS, Kind, Move, State, Urgency, advice
from bot.escalations.rules.advice import Call
from bot.installations.operations import next_number
from bot.permissions import ANY, may
from bot.roadmap.models import Initiative
from bot.tables import per_dialect, table
from bot.teams.models import Team, roles_in


@dataclass(frozen=True)
class Problem:
    """What the person who raises says; `needed_on` is a day in their zone.

    `quoted` and `permalink` are the message that it is about, as it was, and where that is.
    """

    stuck: str
    ask: str
    urgency: Urgency
    kind: Kind | None = None
    needed_on: date | None = None
    quoted: str | None = None
    permalink: str | None = None
    is_private: bool = False


class AlreadyRaised(Refused):
    """The same modal was sent twice."""


class AlreadyOpen(Refused):
    """What it is about has an escalation that is not finished: `escalation_id`."""

    def __init__(self, escalation_id: int) -> None:
        super().__init__("Somebody has raised this already.")
        self.escalation_id = escalation_id


def raise_(
    session: Session,
    *,
    workspace_id: int,
    problem: Problem,
    raising_team: Team,
    answering_team: Team,
    initiative: Initiative | None = None,
    origin: str | None = None,
    call: Call = Call.TEAM,
    view_id: str,
    by: str,
    now: datetime,
) -> Escalation:
    """Record the problem and return it, to read.

    `initiative` is what it is part of, `origin` names what there may be only one of at a time (a
    message, an initiative), `call` says whose call it is, and `view_id` is Slack's id of the modal.
    Raises AlreadyRaised if this modal was sent before, and AlreadyOpen if there is
    one of this origin: then nothing may be committed.
    """
    if not may(PERMISSIONS, rules.action(Move.RAISE), ANY, roles_in([raising_team], by)):
        raise Refused("You can't raise an escalation. Please ask a lead of one of the teams.")
    ladder = ladders.get_ladder(session, workspace_id, (raising_team, answering_team), now=now)
    escalation = Escalation(
        workspace_id=workspace_id,
        view_id=view_id,
        stuck=problem.stuck,
        ask=problem.ask,
        kind=problem.kind,
        urgency=problem.urgency,
        needed_on=problem.needed_on,
        quoted=problem.quoted,
        permalink=problem.permalink,
        private_at=now if problem.is_private else None,
        origin=origin,
        raised_by=by,
        raised_at=now,
        asker_id=by,
        state=State.OPEN,
        highest_level=0,
        reopened_times=0,
        ladder=ladder,
        raising_team=raising_team,
        answering_team=answering_team,
        initiative=initiative,
        ladder_id=ladder.id,
        raising_team_id=raising_team.id,
        answering_team_id=answering_team.id,
        initiative_id=initiative.id if initiative else None,
        number=next_number(session, workspace_id=workspace_id, kind="ESC"),
    )
    availability = find_availability(session, [escalation], now=now)
    asked = asking.ask(escalation, availability, start=advice.start(ladder.rule, call), now=now)
    escalation.card_key = f"{escalation.name}:card"
    if escalation.private_at is None:
        escalation.notice_key = escalation.card_key
    _insert(session, escalation)
    changed = standing(escalation)
    write(session, Move.RAISE, escalation, changed=changed, by=by, at=now, note=Note(asked.passed))
    return escalation


def _insert(session: Session, escalation: Escalation) -> None:
    values = {column.key: getattr(escalation, column.key) for column in _COLUMNS}
    new_id = session.connection().execute(_insert_once(session), values).scalar()
    if new_id is None:
        raise _refused(session, escalation)
    escalation.id = new_id
    people = [
        {
            "workspace_id": escalation.workspace_id,
            "escalation_id": new_id,
            "user_id": each.user_id,
            "asked_at": each.asked_at,
            "asked_for": each.asked_for,
            "card_at": each.card_at,
        }
        for each in escalation.participants
    ]
    if people:
        session.connection().execute(insert(table(Participant)), people)


_COLUMNS = [column for column in table(Escalation).c if column.key != "id"]


@per_dialect
def _insert_once(insert: Any) -> Any:
    escalations = table(Escalation)
    return insert(escalations).on_conflict_do_nothing().returning(escalations.c.id)


def _refused(session: Session, escalation: Escalation) -> Refused:
    is_of_view = Escalation.view_id == escalation.view_id
    here = select(Escalation.id).where(Escalation.workspace_id == escalation.workspace_id)
    if session.scalar(here.where(is_of_view)):
        return AlreadyRaised("This escalation has been sent already.")
    of_origin = here.where(Escalation.origin == escalation.origin, Escalation.due_at.is_not(None))
    return AlreadyOpen(session.scalars(of_origin).one())
