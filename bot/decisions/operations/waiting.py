"""What becomes of a decision with time, and of those whose people have left the company."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.decisions import queries
from bot.decisions.models import Decision
from bot.decisions.operations import succeeding, timing, voting
from bot.decisions.operations.recording import recording
from bot.decisions.rules import Move, Part, State, Vote, times
from bot.people import queries as people


def act(session: Session, decision: Decision, *, now: datetime) -> Move:
    """Do what is due of a decision: remind somebody of it, or let it expire. Returns the move."""
    passed = times.steps_passed(timing.steps_of(session, decision, now=now), now)
    is_over = decision.state is State.PROPOSED and passed >= times.EXPIRES
    move = Move.EXPIRE if is_over else Move.REMIND
    with recording(session, move, decision, by=None, at=now):
        timing.set_due(session, decision, now=now)
    return move


def inherit(session: Session, left: Sequence[Decision], *, now: datetime) -> list[Decision]:
    """Let somebody else drive the decisions of those who are gone: a lead, else a sponsor.

    One who may read it, and does not approve it, if there is one. Returns those for which there is
    somebody.
    """
    inherited = []
    for decision in left:
        if heirs := _heirs(session, decision):
            with recording(session, Move.INHERIT, decision, by=None, at=now, why=heirs[0]):
                decision.driver_id = heirs[0]
            inherited.append(decision)
    return inherited


def _heirs(session: Session, decision: Decision) -> Sequence[str]:
    team = decision.team
    responsible = team.responsible if team.closed_at is None else team.sponsors
    gone = people.find_outsiders(session, decision.workspace_id, responsible)
    approvers = {each.user_id for each in decision.in_part(Part.APPROVER)}
    readers = queries.find_readers(session, decision, responsible)
    here = [each for each in responsible if each not in gone]
    return sorted(here, key=lambda each: (each not in readers, each in approvers))


def abstain(session: Session, decision: Decision, *, now: datetime) -> Decision:
    """Let those approvers of a proposal abstain who left without a word, and count again."""
    silent = [each for each in decision.in_part(Part.APPROVER) if each.vote is None]
    names = [each.user_id for each in silent]
    gone = people.find_outsiders(session, decision.workspace_id, names)
    followed = succeeding.lock_followed(session, decision)
    with recording(session, Move.ABSTAIN, decision, by=None, at=now):
        for each in silent:
            if each.user_id in gone:
                each.vote, each.voted_at = Vote.ABSTAIN, now
        voting.count(decision, by=None, because=None, now=now)
    if decision.state is State.ACCEPTED:
        succeeding.replace(session, followed, decision, by=None, now=now)
    return decision
