"""Whether Slack took what people are asked."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox import OutboxMessage
from bot.standups.models import Turn


def find_undelivered(session: Session, turns: Sequence[Turn]) -> set[str]:
    """Return the keys of the questions of these turns that Slack does not show."""
    if not turns:
        return set()
    keys = {turn.key for turn in turns}
    shown = session.scalars(
        select(OutboxMessage.key).where(
            OutboxMessage.workspace_id == turns[0].workspace_id,
            OutboxMessage.key.in_(keys),
            OutboxMessage.ts.is_not(None),
        )
    )
    return keys.difference(shown)
