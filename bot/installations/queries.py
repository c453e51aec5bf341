"""Questions about workspaces."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.installations.models import Workspace


def find_workspace(session: Session, slack_id: str) -> Workspace | None:
    """Return the workspace that Slack calls `slack_id` (T…), or None."""
    return session.scalar(select(Workspace).where(Workspace.slack_id == slack_id))


def lock_workspace(session: Session, workspace_id: int) -> None:
    """Make other transactions that lock this workspace wait until this one has ended."""
    session.execute(select(Workspace.id).where(Workspace.id == workspace_id).with_for_update())
