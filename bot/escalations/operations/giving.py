"""Giving an escalation away: to somebody else, or to another team."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations import asking, ladders, owning
from bot.escalations.operations.checking import begin
from bot.escalations.operations.recording import recording
from bot.escalations.queries.availability import find_availability
from bot.escalations.rules import Move
from bot.people import queries as people
from bot.teams.models import Team


def hand_over(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    to: str,
    restart: bool,
    why: str | None,
    by: str,
    now: datetime,
) -> Escalation:
    """Give the escalation to somebody else; with `restart` they have all the time anew.

    Otherwise what was promised stands. Raises NotTheirs, TooLate, InvalidInput (`to`).
    """
    escalation = begin(session, workspace_id, escalation_id, Move.HAND_OVER, by=by)
    _check_heir(session, escalation, to)
    calendar = owning.calendar_of(session, workspace_id, to, now)
    promised_at = escalation.promised_at
    with recording(session, Move.HAND_OVER, escalation, by=by, at=now, why=why):
        owning.take(escalation, to, calendar, now=now)
        if promised_at and promised_at > now and not restart:
            owning.be_due(escalation, calendar, promised_at, now=now)
    return escalation


def redirect(
    session: Session,
    workspace_id: int,
    escalation_id: int,
    *,
    to: Team,
    why: str | None,
    by: str,
    now: datetime,
) -> Escalation:
    """Give the escalation to another team, whose first level is asked, with all the time anew.

    Given to the team that asks, the two change places. Raises NotTheirs, TooLate, InvalidInput
    (`team`).
    """
    escalation = begin(session, workspace_id, escalation_id, Move.REDIRECT, by=by)
    if to.id == escalation.answering_team_id:
        raise InvalidInput("team", "It is with this team. Please choose another.")
    if escalation.private_at is not None:
        private = "It is private: only the people on its ladder may see it."
        raise InvalidInput("team", f"{private} Let whoever asked raise it there.")
    with recording(session, Move.REDIRECT, escalation, by=by, at=now, why=why) as note:
        if to.id == escalation.raising_team_id:
            to, escalation.raising_team = escalation.raising_team, escalation.answering_team
            escalation.raising_team_id = escalation.answering_team_id
        escalation.answering_team, escalation.answering_team_id = to, to.id
        pair = (escalation.raising_team, to)
        escalation.ladder = ladders.get_ladder(session, workspace_id, pair, now=now)
        escalation.ladder_id = escalation.ladder.id
        owning.leave(escalation)
        availability = find_availability(session, [escalation], now=now)
        note.passed = asking.ask(escalation, availability, start=0, now=now).passed
        escalation.card_key = f"{escalation.name}:card:{now:%Y%m%dT%H%M%S.%f}"
        escalation.notice_key = escalation.card_key
    return escalation


def _check_heir(session: Session, escalation: Escalation, to: str) -> None:
    if to == escalation.acknowledged_by:
        raise InvalidInput("to", "They have it. Please choose somebody else.")
    if to == escalation.asker_id:
        raise InvalidInput("to", "It is their question. Please choose somebody else.")
    if escalation.private_at is not None and to not in escalation.audience():
        raise InvalidInput("to", "It is private. Please choose somebody on its ladder.")
    if people.find_outsiders(session, escalation.workspace_id, [to]):
        raise InvalidInput("to", "Please choose a colleague: no bot, guest, or who has left.")
