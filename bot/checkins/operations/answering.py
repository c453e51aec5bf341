"""Answering: how it goes, as one side sees it."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.checkins.models import Checkin, CheckinAnswer
from bot.checkins.operations import closing
from bot.checkins.queries import checkins as queries
from bot.checkins.rules import ANSWER, PERMISSIONS, State
from bot.errors import Refused
from bot.permissions import may
from bot.roadmap.rules import Status


class CannotAnswer(Refused):
    """Somebody may not answer, or not any more."""


@dataclass(frozen=True)
class Said:
    """What an owner says; `confidence` from 0 to 10, `next_step` a user id."""

    status: Status
    confidence: int
    expected_on: date
    next_step: str | None
    waits_for: str
    why: str
    what_next: str


def answer(
    session: Session, workspace_id: int, checkin_id: int, said: Said, *, by: str, now: datetime
) -> Checkin:
    """Write down what one side says, and show both sides if that was the last one.

    What is said after that is shown at once. Raises CannotAnswer, NotFound.
    """
    checkin = queries.get_checkin(
        session, workspace_id=workspace_id, checkin_id=checkin_id, lock=True
    )
    check(session, checkin, by=by)
    answer = _write(session, checkin, said, by, now)
    checkin.state, checkin.due_at = State.ANSWERED, None
    checkin.answered_at = checkin.answered_at or now
    session.flush()
    if checkin.round.closed_at is None:
        closing.close_if_over(session, checkin.round, now=now)
    else:
        closing.show(session, answer)
    return checkin


def check(session: Session, checkin: Checkin, *, by: str) -> None:
    """Raise CannotAnswer unless somebody may answer this check-in now."""
    name = checkin.round.initiative.name
    if not may(PERMISSIONS, ANSWER, checkin.state, checkin.roles_of(by)):
        raise CannotAnswer(f"Only who owns {name} on that side can say how it goes there.")
    if queries.find_newer(session, checkin):
        raise CannotAnswer(f"You have been asked about {name} again since: please answer that one.")


def _write(session: Session, checkin: Checkin, said: Said, by: str, now: datetime) -> CheckinAnswer:
    answer = CheckinAnswer(
        workspace_id=checkin.workspace_id,
        checkin_id=checkin.id,
        initiative_id=checkin.initiative_id,
        team_id=checkin.team_id,
        by=by,
        at=now,
        status=said.status,
        confidence=said.confidence,
        expected_on=said.expected_on,
        next_step=said.next_step,
        waits_for=said.waits_for,
        why=said.why,
        what_next=said.what_next,
    )
    session.add(answer)
    return answer
