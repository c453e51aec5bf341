"""Questions about the messages that people did not ask for, and what became of them."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.nudges.models import NudgeMessage
from bot.nudges.rules import Kind
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP
from bot.outbox.rules.states import State as MessageState

_LEDGER = timedelta(days=9)
"""How far back messages count: seven local days, however far east or west."""


def list_told_on(
    session: Session, workspace_id: int, user_ids: Collection[str], *, now: datetime
) -> dict[str, list[date]]:
    """Return the local days of each one's messages that the budget may still count."""
    rows = session.execute(
        select(NudgeMessage.user_id, NudgeMessage.local_date).where(
            NudgeMessage.workspace_id == workspace_id,
            NudgeMessage.user_id.in_(user_ids),
            NudgeMessage.local_date > (now - _LEDGER).date(),
            NudgeMessage.given_up_at.is_(None),
        )
    )
    told: dict[str, list[date]] = {user_id: [] for user_id in user_ids}
    for user_id, day in rows:
        told[user_id].append(day)
    return told


def find_last_question(session: Session, workspace_id: int, user_id: str) -> NudgeMessage | None:
    """Return the newest message that asked somebody whether to go on."""
    return session.scalars(
        select(NudgeMessage)
        .where(
            NudgeMessage.workspace_id == workspace_id,
            NudgeMessage.user_id == user_id,
            NudgeMessage.kind == Kind.QUESTION,
            NudgeMessage.given_up_at.is_(None),
        )
        .order_by(NudgeMessage.id.desc())
        .limit(1)
    ).one_or_none()


def lock_settled(session: Session, *, limit: int) -> Sequence[tuple[NudgeMessage, MessageState]]:
    """Return messages of which the outbox knows by now what became of them, locked, and that."""
    rows = session.execute(
        select(NudgeMessage, OutboxMessage.state)
        .join(
            OutboxMessage,
            (OutboxMessage.workspace_id == NudgeMessage.workspace_id)
            & (OutboxMessage.key == NudgeMessage.key),
        )
        .where(
            NudgeMessage.settled_at.is_(None),
            OutboxMessage.state.in_((MessageState.SENT, *GIVEN_UP)),
        )
        .order_by(NudgeMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=NudgeMessage)
    )
    return [(message, state) for message, state in rows]
