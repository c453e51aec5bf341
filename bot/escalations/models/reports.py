"""Reports that somebody asked for, and that are made when nobody waits for them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId, partial_index


class Report(Base):
    """The last weeks' statistics for one person, as a picture and a table.

    Of somebody who waits for one there is one.
    """

    __tablename__ = "escalation_reports"
    __table_args__ = (
        partial_index(
            "uq_escalation_reports_waiting",
            "workspace_id",
            "asked_by",
            where="sent_at IS NULL",
            unique=True,
        ),
        partial_index("ix_escalation_reports_asked_at", "asked_at", where="sent_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    asked_by: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
