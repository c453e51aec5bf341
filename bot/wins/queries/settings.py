"""What leads have chosen for wins."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.wins.models import Settings


def get_settings(session: Session, workspace_id: int) -> Settings:
    """Return what holds in a workspace: what its leads have chosen, or what it begins with."""
    chosen = session.scalars(
        select(Settings).where(Settings.workspace_id == workspace_id)
    ).one_or_none()
    return chosen or Settings.default(workspace_id)
