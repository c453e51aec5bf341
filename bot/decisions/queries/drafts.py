"""Questions about what people have typed and not sent."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Draft
from bot.decisions.rules.times import DRAFT_KEPT_FOR


def find_draft(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> Draft | None:
    """Return what somebody typed last and did not send, if it is not too old."""
    return session.scalars(
        select(Draft).where(
            Draft.workspace_id == workspace_id,
            Draft.user_id == user_id,
            Draft.saved_at > now - DRAFT_KEPT_FOR,
        )
    ).one_or_none()
