"""What people want to talk about in a meeting."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.meetings.rules import POINT_MAX, PointState
from bot.tables import Base, BigId, partial_index


class Point(Base):
    """A point on a meeting's agendas until somebody ticks it off."""

    __tablename__ = "meeting_points"
    __table_args__ = (
        # The modal it was sent from: sending it twice adds one point.
        UniqueConstraint("workspace_id", "view_id"),
        # What comes on the next agenda?
        partial_index("ix_meeting_points_open", "meeting_id", where="done_at IS NULL"),
        Index("ix_meeting_points_occurrence_id", "occurrence_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    meeting_id: Mapped[int] = mapped_column(ForeignKey("meetings.id", ondelete="CASCADE"))
    view_id: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(String(POINT_MAX))
    # The newest agenda that it is on; None while it waits for the next.
    occurrence_id: Mapped[int | None] = mapped_column(ForeignKey("meeting_occurrences.id"))
    # On how many agendas it has been.
    times_shown: Mapped[int]
    added_by: Mapped[str] = mapped_column(String(32))
    added_at: Mapped[datetime]
    done_by: Mapped[str | None] = mapped_column(String(32))
    done_at: Mapped[datetime | None]

    @property
    def state(self) -> PointState:
        """Whether it is ticked off."""
        return PointState.DONE if self.done_at else PointState.OPEN

    @property
    def times_carried(self) -> int:
        """How often it came again because nobody had ticked it off."""
        return max(0, self.times_shown - 1)
