"""Changing who takes part in a proposal."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.operations import people, succeeding, voting
from bot.decisions.operations.checking import begin
from bot.decisions.operations.people import Seats
from bot.decisions.operations.recording import recording
from bot.decisions.rules import Move, Part, State
from bot.errors import InvalidInput


def change_people(
    session: Session,
    workspace_id: int,
    decision_id: int,
    *,
    approvers: Sequence[str],
    needed: int | None,
    contributors: Sequence[str],
    informed: Sequence[str],
    by: str,
    now: datetime,
) -> Decision:
    """Let these take part in the proposal, and nobody else; the votes are counted again.

    Whoever is taken out decides no more, and what they said counts no more. Raises CannotMove,
    InvalidInput (`approvers`, `needed`).
    """
    if not approvers:
        told = "Somebody has to approve it. If nobody has to any more, withdraw it."
        raise InvalidInput("approvers", told)
    decision = begin(session, workspace_id, decision_id, Move.CHANGE_PEOPLE, by=by, now=now)
    seats = people.seats(
        session, workspace_id, approvers, driver=decision.driver_id, teams=decision.teams
    )
    people.check_quorum(decision.teams, seats, needed, driver=decision.driver_id)
    followed = succeeding.lock_followed(session, decision)
    with recording(session, Move.CHANGE_PEOPLE, decision, by=by, at=now):
        decision.needed = needed
        for part, wanted in (
            (Part.APPROVER, seats),
            (Part.CONTRIBUTOR, dict.fromkeys(contributors)),
            (Part.INFORMED, dict.fromkeys(informed)),
        ):
            _let_be(decision, part, wanted, now)
        voting.count(decision, by=by, because=None, now=now)
    if decision.state is State.ACCEPTED:
        succeeding.replace(session, followed, decision, by=by, now=now)
    return decision


def _let_be(decision: Decision, part: Part, wanted: Seats, now: datetime) -> None:
    there = {each.user_id: each for each in decision.participants if each.part is part}
    for user_id, person in there.items():
        if user_id not in wanted:
            person.removed_at = person.removed_at or now
    for user_id, team_id in wanted.items():
        person = there.get(user_id) or people.participant(decision.workspace_id, part, user_id)
        if user_id not in there:
            decision.participants.append(person)
        if user_id not in there or person.removed_at:
            person.added_at, person.removed_at = now, None
            person.vote = person.voted_at = person.voted_by = person.because = None
            person.stand_in_id = person.stand_in_until = None
        person.team_id = team_id
