"""How people answer stand-ups, and which do not ask them any more."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.standups.models import Habit, Standup


def list_paused(session: Session, workspace_id: int, user_id: str) -> Sequence[Standup]:
    """Return the stand-ups that do not ask somebody any more because they did not answer."""
    return session.scalars(
        select(Standup)
        .join(Habit, Habit.standup_id == Standup.id)
        .where(
            Standup.workspace_id == workspace_id,
            Standup.ended_at.is_(None),
            Habit.user_id == user_id,
            Habit.paused_at.is_not(None),
        )
        .order_by(Standup.id)
    ).all()


def find_habits(session: Session, standup: Standup, user_ids: Sequence[str]) -> dict[str, Habit]:
    """Return how these people answer a stand-up, as far as they have been silent."""
    found = session.scalars(
        select(Habit).where(
            Habit.workspace_id == standup.workspace_id,
            Habit.standup_id == standup.id,
            Habit.user_id.in_(user_ids),
        )
    )
    return {habit.user_id: habit for habit in found}
