"""What a report tells, and who waits for one."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from bot.standups.models import ReportRequest, Round, Standup
from bot.standups.queries.rounds import list_lately
from bot.standups.queries.standups import WITH_TEAMS
from bot.standups.rules.statistics import ROUNDS, Held


def list_held(session: Session, standup: Standup) -> list[Held]:
    """Return what came of a stand-up's last rounds, the oldest first."""
    return [of_round(each) for each in reversed(list_lately(session, standup, limit=ROUNDS))]


def of_round(round_: Round) -> Held:
    """Return what came of a round that has ended."""
    seconds = round_.median_seconds
    return Held(
        held_on=round_.held_on,
        asked=None if round_.missed_because else round_.asked_people,
        heard=round_.heard_people or 0,
        away=round_.away_people or 0,
        median=None if seconds is None else timedelta(seconds=seconds),
    )


def find_waiting(session: Session) -> ReportRequest | None:
    """Return the report that has been waited for longest, of all workspaces."""
    return session.scalars(
        select(ReportRequest)
        .where(ReportRequest.sent_at.is_(None))
        .order_by(ReportRequest.asked_at)
        .limit(1)
        .options(joinedload(ReportRequest.standup).options(*WITH_TEAMS))
    ).first()


def read_since(session: Session, workspace_id: int, after: int, limit: int) -> Sequence[Round]:
    """Return at most `limit` rounds that have ended, with ids after one; nobody's trials."""
    return session.scalars(
        select(Round)
        .where(
            Round.workspace_id == workspace_id,
            Round.id > after,
            Round.closed_at.is_not(None),
            Round.tried_by.is_(None),
        )
        .order_by(Round.id)
        .limit(limit)
        .options(joinedload(Round.standup))
    ).all()
