"""Whether somebody may change a stand-up, now."""

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.permissions import ANY, may
from bot.standups.models import Standup
from bot.standups.queries import standups as queries
from bot.standups.rules import PERMISSIONS


class NotAllowed(Refused):
    """Only leads and sponsors of its teams change a stand-up."""


class ChangedMeanwhile(Refused):
    """Somebody else has changed the stand-up since the form was drawn."""

    def __init__(self, standup: Standup) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.standup = standup


def check(session: Session, workspace_id: int, standup_id: int, action: str, *, by: str) -> Standup:
    """Return a stand-up, locked, be it ended, if `by` may do that. Raises NotAllowed, NotFound."""
    standup = queries.get_standup(
        session, workspace_id=workspace_id, standup_id=standup_id, lock=True
    )
    if not may(PERMISSIONS, action, ANY, standup.roles_of(by)):
        raise NotAllowed("Only the leads and sponsors of its teams can do that. Please ask them.")
    return standup


def begin(session: Session, workspace_id: int, standup_id: int, action: str, *, by: str) -> Standup:
    """Return a stand-up, locked, if `by` may do that to it. Raises NotAllowed, NotFound."""
    standup = check(session, workspace_id, standup_id, action, by=by)
    if standup.ended_at is not None:
        raise Refused("This stand-up has ended. Type `/standup setup` to begin a new one.")
    return standup
