"""Messages nobody asked for, on a Home: whether they shall go on, and whether they have stopped."""

from sqlalchemy.orm import Session

from bot.home.rules import Deed, Item, Rank, Status, Viewer
from bot.nudges.queries import recipients


def count_asked(session: Session, viewer: Viewer) -> int:
    """Return 1 if the person was asked whether messages shall go on, and has not said; else 0."""
    return len(list_asked(session, viewer, 1))


def list_asked(session: Session, viewer: Viewer, _limit: int) -> list[Item]:
    """Return the question whether messages shall go on, if the person was asked."""
    recipient = recipients.find_recipient(session, viewer.workspace_id, viewer.user_id)
    if recipient is None or recipient.asked_at is None or recipient.stopped_at is not None:
        return []
    return [
        Item(
            name="Shall I go on writing to you?",
            urgency=Rank.GO_ON,
            label="",
            about="",
            words="",
            due_at=recipient.asked_at,
            status=Status.SILENT,
            at=recipient.asked_at,
            by=None,
            deed=Deed.GO_ON,
            subject="home",
        )
    ]


def has_stopped(session: Session, viewer: Viewer) -> bool:
    """Return whether the person has said that they want to be told nothing that is not urgent."""
    recipient = recipients.find_recipient(session, viewer.workspace_id, viewer.user_id)
    return recipient is not None and recipient.stopped_at is not None
