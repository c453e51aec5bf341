"""What becomes of the escalations of people who have left the company."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy.orm import Session

from bot.escalations.models import Escalation
from bot.escalations.operations import turns
from bot.escalations.operations.recording import recording
from bot.escalations.queries.availability import Availability, find_availability
from bot.escalations.queries.due import lock_open_of
from bot.escalations.rules import Move, State, times
from bot.teams.models import Team
from bot.worktime.rules import waiting


def release(session: Session, left: Sequence[Escalation], *, now: datetime) -> dict[int, str]:
    """Ask again for escalations that are with people who are gone; return whom, by their ids."""
    owners = {escalation.id: escalation.acknowledged_by or "" for escalation in left}
    for escalation, availability in _with_availability(session, left, now):
        turns.release(session, escalation, availability, now=now)
    return owners


def leave_team(session: Session, team: Team, *, limit: int, now: datetime) -> list[Escalation]:
    """Ask others for at most `limit` escalations of a closed team that nobody has; return them.

    If those are all, what it was asked is handed on.
    """
    left = lock_open_of(session, team, limit=limit)
    # Those whom it asks are found no more, be the clock of this process behind: nobody twice.
    at = max(now, (team.closed_at or now) + timedelta.resolution)
    for escalation, availability in _with_availability(session, left, at):
        turns.release(session, escalation, availability, now=at)
    if len(left) < limit:
        team.handed_on_at = now
    return list(left)


def inherit(session: Session, left: Sequence[Escalation], *, now: datetime) -> list[Escalation]:
    """Let somebody else judge the answers that people who are gone asked for.

    A lead of the team that asks, else a sponsor, else one of the team that is asked; of a closed
    team a sponsor only. Returns those for which there is somebody.
    """
    inherited = []
    for escalation, availability in _with_availability(session, left, now):
        both = (escalation.raising_team, escalation.answering_team)
        responsible = [each for team in both for each in _responsible(team)]
        heirs = [each for each in responsible if each not in availability.gone]
        if escalation.private_at is not None:
            heirs = [each for each in heirs if each in escalation.audience()]
        if heirs:
            _inherit(session, escalation, heirs[0], availability, now)
            inherited.append(escalation)
    return inherited


def _responsible(team: Team) -> list[str]:
    return team.responsible if team.closed_at is None else team.sponsors


def _inherit(
    session: Session, escalation: Escalation, heir: str, availability: Availability, now: datetime
) -> None:
    with recording(session, Move.INHERIT, escalation, by=None, at=now):
        escalation.asker_id = heir
        if escalation.state in {State.ASKED_BACK, State.ANSWERED}:
            # It is their turn, and they have not been told before.
            calendar = availability.calendar(heir)
            escalation.asked_at, escalation.reminders = now, 0
            escalation.due_at = waiting.add(calendar, now, times.ACCEPTED_WITHIN / 2)


def _with_availability(
    session: Session, escalations: Sequence[Escalation], now: datetime
) -> Iterator[tuple[Escalation, Availability]]:
    by_workspace = sorted(escalations, key=lambda each: each.workspace_id)
    for _workspace_id, group in groupby(by_workspace, lambda each: each.workspace_id):
        here = list(group)
        availability = find_availability(session, here, now=now)
        for escalation in here:
            yield escalation, availability
