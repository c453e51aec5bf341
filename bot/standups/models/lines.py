"""What people mean to do until next time, and what they said became of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.roadmap.models import Initiative
from bot.standups.rules.lines import How
from bot.tables import Base, BigId, enum_type, partial_index


class Line(Base):
    """One thing that somebody plans; it is carried over from round to round until it has ended."""

    __tablename__ = "standup_lines"
    __table_args__ = (
        # What has this person planned, and not ended?
        partial_index(
            "ix_standup_lines_open",
            *("standup_id", "user_id"),
            where="ended_at IS NULL",
        ),
        Index("ix_standup_lines_turn_id", "turn_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    standup_id: Mapped[int] = mapped_column(ForeignKey("standups.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    # In which it was planned.
    turn_id: Mapped[int] = mapped_column(ForeignKey("standup_turns.id", ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(Text)
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    ended_at: Mapped[datetime | None]

    initiative: Mapped[Initiative | None] = relationship(lazy="raise")
    reports: Mapped[list["LineReport"]] = relationship(lazy="raise", order_by="LineReport.id")

    def report_in(self, turn_id: int) -> "LineReport | None":
        """Return what was said of it in a turn."""
        return next((each for each in self.reports if each.turn_id == turn_id), None)

    @property
    def times_carried(self) -> int:
        """How often it was said to go on."""
        return sum(each.how is How.STILL for each in self.reports)


class LineReport(Base):
    """What somebody said in a turn became of something that they had planned before.

    A box that is ticked is one, too, before the answer is sent.
    """

    __tablename__ = "standup_reports"
    __table_args__ = (
        UniqueConstraint("line_id", "turn_id"),
        Index("ix_standup_reports_turn_id", "turn_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    line_id: Mapped[int] = mapped_column(ForeignKey("standup_lines.id", ondelete="CASCADE"))
    turn_id: Mapped[int] = mapped_column(ForeignKey("standup_turns.id", ondelete="CASCADE"))
    how: Mapped[How] = mapped_column(enum_type(How))
