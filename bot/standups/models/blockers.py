"""What is in people's way, as far as they asked another team about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.escalations.models import Escalation
from bot.tables import Base, BigId


class Blocker(Base):
    """An escalation that somebody raised, or joined, in their turn."""

    __tablename__ = "standup_blockers"
    __table_args__ = (UniqueConstraint("turn_id", "escalation_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    turn_id: Mapped[int] = mapped_column(ForeignKey("standup_turns.id", ondelete="CASCADE"))
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"), index=True)
    said_at: Mapped[datetime]

    escalation: Mapped[Escalation] = relationship(lazy="raise")
