"""Whether somebody may change a meeting, now."""

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.meetings.models import Meeting
from bot.meetings.queries import meetings as queries
from bot.meetings.rules import PERMISSIONS
from bot.permissions import ANY, may


class NotAllowed(Refused):
    """Only leads and sponsors of its two teams change a meeting."""


class ChangedMeanwhile(Refused):
    """Somebody else has changed the meeting since the form was drawn."""

    def __init__(self, meeting: Meeting) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.meeting = meeting


def begin(session: Session, workspace_id: int, meeting_id: int, action: str, *, by: str) -> Meeting:
    """Return a meeting, locked, if `by` may do that to it. Raises NotAllowed, NotFound, Refused."""
    meeting = queries.get_meeting(
        session, workspace_id=workspace_id, meeting_id=meeting_id, lock=True
    )
    if not may(PERMISSIONS, action, ANY, meeting.roles_of(by)):
        raise NotAllowed(
            "Only the leads and sponsors of the two teams can do that. Please ask them."
        )
    if meeting.ended_at is not None:
        raise Refused("This meeting has ended. Type `/align meetings` to see those that go on.")
    return meeting
