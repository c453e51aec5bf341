"""Showing both sides: once all owners have answered, or had their time to."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.checkins.models import CheckinAnswer, Round
from bot.checkins.queries import answers as queries
from bot.checkins.rules import OPEN, State
from bot.roadmap import operations as roadmap


def close_if_over(session: Session, round_: Round, *, now: datetime) -> bool:
    """Close a round that nobody has to answer any more; return whether that shows anything new."""
    if round_.closed_at is not None or any(each.state in OPEN for each in round_.checkins):
        return False
    round_.closed_at = now
    if any(each.state is State.ANSWERED for each in round_.checkins):
        for answer in queries.list_of_round(session, round_):
            show(session, answer)
    for checkin in round_.checkins:
        if checkin.state is State.SILENT:
            roadmap.be_silent(
                session,
                workspace_id=round_.workspace_id,
                initiative_id=round_.initiative_id,
                team_id=checkin.team_id,
                now=now,
            )
    return any(checkin.state in {State.ANSWERED, State.SILENT} for checkin in round_.checkins)


def show(session: Session, answer: CheckinAnswer) -> None:
    """Let the initiative's card show what a side said."""
    roadmap.say(
        session,
        workspace_id=answer.workspace_id,
        initiative_id=answer.initiative_id,
        team_id=answer.team_id,
        status=answer.status,
        confidence=answer.confidence,
        expected_on=answer.expected_on,
        next_step=answer.next_step,
        waits_for=answer.waits_for,
        why=answer.why,
        what_next=answer.what_next,
        said_by=answer.by,
        said_at=answer.at,
    )
