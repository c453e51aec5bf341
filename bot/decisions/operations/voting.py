"""Approving, rejecting, abstaining, and letting somebody else do it."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions.models import Decision, Participant
from bot.decisions.operations import succeeding
from bot.decisions.operations.checking import CannotMove, begin
from bot.decisions.operations.recording import enter, recording
from bot.decisions.rules import VOTES, Move, Part, State, Vote, votes
from bot.decisions.rules.times import DOUBLE_CLICK
from bot.errors import InvalidInput
from bot.people import queries as people


class AlreadyVoted(CannotMove):
    """They have said the same before; `seat` says when."""

    def __init__(self, decision: Decision, move: Move, seat: Participant) -> None:
        super().__init__(decision, move, f"You have said so of {decision.name} already.")
        self.seat = seat


def vote(
    session: Session,
    workspace_id: int,
    decision_id: int,
    *,
    vote: Vote,
    because: str | None = None,
    by: str,
    now: datetime,
) -> Decision:
    """Cast an approver's vote, or change it; the one that decides changes the decision's state.

    Raises CannotMove: Restricted, NotTheirs, TooLate or AlreadyVoted.
    """
    move = VOTES[vote]
    decision = begin(session, workspace_id, decision_id, move, by=by, now=now)
    seat = decision.seat_of(by, now=now)
    if seat is None:
        raise ValueError("whoever may vote has a seat")
    if seat.vote is vote and seat.because == because:
        raise AlreadyVoted(decision, move, seat)
    if just_cast := _just_cast(decision, vote, by=by, now=now) - {seat}:
        raise AlreadyVoted(decision, move, just_cast.pop())
    followed = succeeding.lock_followed(session, decision)
    with recording(session, move, decision, by=by, at=now, why=because):
        seat.vote, seat.voted_by, seat.voted_at, seat.because = vote, by, now, because
        count(decision, by=by, because=because, now=now)
    if decision.state is State.ACCEPTED:
        succeeding.replace(session, followed, decision, by=by, now=now)
    return decision


def _just_cast(decision: Decision, vote: Vote, *, by: str, now: datetime) -> set[Participant]:
    """Return the seats for which somebody has said the same in this moment.

    The second click of a double one is not meant for whom they stand in for.
    """
    return {
        each
        for each in decision.in_part(Part.APPROVER)
        if (each.voted_by, each.vote) == (by, vote)
        and each.voted_at is not None
        and now - each.voted_at < DOUBLE_CLICK
    }


def count(decision: Decision, *, by: str | None, because: str | None, now: datetime) -> None:
    """Bring a proposal into the state that its votes come to; within a recording."""
    state = votes.outcome(decision.seats, decision.quorum)
    if state is not State.PROPOSED:
        enter(decision, state, by=by, because=because, now=now)


def delegate(
    session: Session,
    workspace_id: int,
    decision_id: int,
    *,
    to: str,
    until: datetime,
    by: str,
    now: datetime,
) -> Decision:
    """Let `to` decide in the place of the approver `by` until a time (aware UTC).

    Who was asked to stand in does not pass it on. Raises CannotMove, InvalidInput (`to`, `until`).
    """
    decision = begin(session, workspace_id, decision_id, Move.DELEGATE, by=by, now=now)
    seat = next((each for each in decision.in_part(Part.APPROVER) if each.user_id == by), None)
    if seat is None:
        raise InvalidInput("to", "You stand in for somebody. Only they can ask somebody else.")
    if to in {by, decision.driver_id}:
        raise InvalidInput("to", "Please choose somebody else: neither you nor its driver.")
    if people.find_outsiders(session, workspace_id, [to]):
        raise InvalidInput("to", "They can't decide here: a guest, a bot, or somebody who left.")
    if until <= now:
        raise InvalidInput("until", "This time has passed. Please choose a later one.")
    with recording(session, Move.DELEGATE, decision, by=by, at=now, why=to):
        seat.stand_in_id, seat.stand_in_until = to, until
    return decision


def ask(
    session: Session, workspace_id: int, decision_id: int, *, question: str, by: str, now: datetime
) -> Decision:
    """Ask the driver something; the decision waits as before. Raises CannotMove."""
    decision = begin(session, workspace_id, decision_id, Move.ASK, by=by, now=now)
    with recording(session, Move.ASK, decision, by=by, at=now, why=question):
        pass
    return decision
