"""Where hints are given, and which were."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.decisions.models.decisions import Decision
from bot.tables import Base, BigId


class HintChannel(Base):
    """A channel in which who asks what was decided is given a hint, unless that is `off`."""

    __tablename__ = "decision_hint_channels"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    on_at: Mapped[datetime]
    on_by: Mapped[str] = mapped_column(String(32))
    off_at: Mapped[datetime | None]
    off_by: Mapped[str | None] = mapped_column(String(32))


class Hint(Base):
    """When a decision was hinted at in a channel last, and whether somebody did not mean it.

    Nothing of the question is kept.
    """

    __tablename__ = "decision_hints"
    __table_args__ = (UniqueConstraint("workspace_id", "channel_id", "decision_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str] = mapped_column(String(32))
    decision_id: Mapped[int] = mapped_column(ForeignKey("decisions.id"))
    hinted_at: Mapped[datetime]
    refused_at: Mapped[datetime | None]
    refused_by: Mapped[str | None] = mapped_column(String(32))

    decision: Mapped[Decision] = relationship(lazy="raise")
