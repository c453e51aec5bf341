"""What is said of hints: to who asks, and to a channel where they are switched on or off."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import outbox
from bot.decisions.blocks import hints as blocks
from bot.decisions.models import Decision

_WITHIN = timedelta(minutes=10)
"""Later nobody remembers what they asked."""


def give(
    session: Session,
    decision: Decision,
    hint_id: int,
    *,
    channel_id: str,
    user_id: str,
    thread_ts: str | None,
    now: datetime,
) -> None:
    """Tell somebody where they asked, in the channel or in a thread there, and nobody else."""
    key = f"hint:{hint_id}:{now:%Y%m%dT%H%M%S.%f}"
    draft = outbox.Draft(key, channel_id, *blocks.hint(decision, hint_id), within=_WITHIN)
    outbox.show_to(
        session,
        draft,
        user_id=user_id,
        thread_ts=thread_ts,
        workspace_id=decision.workspace_id,
        now=now,
    )


def announce(
    session: Session, workspace_id: int, channel_id: str, *, by: str, is_on: bool, now: datetime
) -> None:
    """Tell the channel who switched hints on or off."""
    key = f"hints:{channel_id}:{now:%Y%m%dT%H%M%S.%f}"
    draft = outbox.Draft(key, channel_id, blocks.switched(by=by, is_on=is_on), owner_id=by)
    outbox.post(session, draft, workspace_id=workspace_id, now=now)
