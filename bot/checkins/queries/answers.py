"""What owners said: of a round that is over, or to themselves."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.checkins.models import Checkin, CheckinAnswer, Round


def list_latest(
    session: Session, workspace_id: int, initiative_ids: Collection[int]
) -> Mapping[int, Mapping[int, CheckinAnswer]]:
    """Return what each side of these initiatives said last, by initiative and by team.

    Of a round that is not over nothing: nobody reads it yet.
    """
    newest = (
        select(func.max(CheckinAnswer.id))
        .join(Checkin, Checkin.id == CheckinAnswer.checkin_id)
        .join(Round, Round.id == Checkin.round_id)
        .where(
            CheckinAnswer.workspace_id == workspace_id,
            CheckinAnswer.initiative_id.in_(initiative_ids),
            Round.closed_at.is_not(None),
        )
        .group_by(CheckinAnswer.initiative_id, CheckinAnswer.team_id)
    )
    found: dict[int, dict[int, CheckinAnswer]] = defaultdict(dict)
    for answer in session.scalars(
        select(CheckinAnswer)
        .where(CheckinAnswer.workspace_id == workspace_id, CheckinAnswer.id.in_(newest))
        .order_by(CheckinAnswer.id)
    ):
        found[answer.initiative_id][answer.team_id] = answer
    return found


def find_last_of(session: Session, checkin: Checkin) -> CheckinAnswer | None:
    """Return what a side said last, in this round or before: their next form begins with it."""
    return session.scalars(
        select(CheckinAnswer)
        .where(
            CheckinAnswer.workspace_id == checkin.workspace_id,
            CheckinAnswer.initiative_id == checkin.initiative_id,
            CheckinAnswer.team_id == checkin.team_id,
        )
        .order_by(CheckinAnswer.id.desc())
        .limit(1)
    ).one_or_none()


def list_of_round(session: Session, round_: Round) -> Sequence[CheckinAnswer]:
    """Return what was said in a round, of each side what it said last."""
    newest = (
        select(func.max(CheckinAnswer.id))
        .where(CheckinAnswer.checkin_id.in_([each.id for each in round_.checkins]))
        .group_by(CheckinAnswer.checkin_id)
    )
    return session.scalars(
        select(CheckinAnswer)
        .where(CheckinAnswer.workspace_id == round_.workspace_id, CheckinAnswer.id.in_(newest))
        .order_by(CheckinAnswer.team_id)
    ).all()
