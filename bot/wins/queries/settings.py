"""What leads have chosen for wins."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.wins.models import Settings
from bot.wins.rules.choices import Choices


def get_choices(session: Session, workspace_id: int) -> Choices:
    """Return what holds in a workspace: what its leads have chosen, or what it begins with."""
    which = select(Settings).where(Settings.workspace_id == workspace_id)
    chosen = session.scalars(which.execution_options(populate_existing=True)).one_or_none()
    return Choices(tuple(chosen.values), chosen.emoji, chosen.rhythm) if chosen else Choices()
