"""Reports that a lead asked for, and that are made when nobody waits for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.standups.models.standups import Standup
from bot.tables import Base, BigId, partial_index


class ReportRequest(Base):
    """A stand-up's last rounds for one person, as a picture and as tables.

    Of somebody who waits for one of a stand-up there is one.
    """

    __tablename__ = "standup_report_requests"
    __table_args__ = (
        partial_index(
            "uq_standup_report_requests_waiting",
            *("standup_id", "asked_by"),
            where="sent_at IS NULL",
            unique=True,
        ),
        partial_index("ix_standup_report_requests_asked_at", "asked_at", where="sent_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    standup_id: Mapped[int] = mapped_column(
        ForeignKey("standups.id", ondelete="CASCADE"), index=True
    )
    asked_by: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]

    standup: Mapped[Standup] = relationship(lazy="raise")
