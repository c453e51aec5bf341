"""One day of a meeting, and its agenda."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.meetings.models.meetings import Meeting
from bot.meetings.rules import Missed
from bot.tables import Base, BigId, enum_type


class Occurrence(Base):
    """A day of a meeting: its agenda was posted, or it says why there is none."""

    __tablename__ = "meeting_occurrences"
    # A day has one, whoever changes the schedule, and whatever clocks do.
    __table_args__ = (UniqueConstraint("meeting_id", "held_on"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    held_on: Mapped[date] = mapped_column(Date)
    starts_at: Mapped[datetime]
    channel_id: Mapped[str] = mapped_column(String(32))
    posted_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    missed_because: Mapped[Missed | None] = mapped_column(enum_type(Missed))
    # From when until when its agenda looks, and what it found, as it is shown. It looks again
    # until the meeting begins; from then on the agenda stays what people had before them.
    since: Mapped[datetime]
    gathered_at: Mapped[datetime | None]
    parts: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    # How many points came again on the next agenda; None until that is posted.
    carried: Mapped[int | None]

    meeting: Mapped[Meeting] = relationship(lazy="raise")

    @property
    def key(self) -> str:
        """The outbox's key of its agenda: it is posted once."""
        return f"meeting:{self.meeting_id}:{self.held_on:%Y%m%d}"

    @property
    def is_newest(self) -> bool:
        """Whether its points are still to be ticked off here."""
        return self.carried is None and self.missed_because is None
