"""What people asked other teams in their turns."""

from collections.abc import Sequence

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, selectinload

from bot.standups.models import Blocker, Turn

_BLOCKERS = (
    select(Blocker)
    .where(
        Blocker.workspace_id == bindparam("of_workspace"),
        Blocker.turn_id.in_(bindparam("of_turns", expanding=True)),
    )
    .order_by(Blocker.id)
    .options(selectinload(Blocker.escalation))
)


def list_blockers(session: Session, turns: Sequence[Turn]) -> Sequence[Blocker]:
    """Return the escalations that people raised, or joined, in these turns, the oldest first.

    Not those that have become private since: a summary is read by others.
    """
    if not turns:
        return []
    values = {
        "of_workspace": turns[0].workspace_id,
        "of_turns": [turn.id for turn in turns],
    }
    found = session.scalars(_BLOCKERS, values)
    return [each for each in found if each.escalation.private_at is None]
