"""Who takes part in an escalation."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId, partial_index


class Participant(Base):
    """Somebody who was asked, has the same problem, or follows an escalation.

    `asked_at` is set while they are asked, `asked_for` to the one for whom, often themselves. Since
    `card_at` they have the card of a private one, which is in no channel. Who has muted it is told
    only what they are asked.
    """

    __tablename__ = "participants"
    __table_args__ = (
        UniqueConstraint("escalation_id", "user_id"),
        # Somebody's Home: what am I asked?
        partial_index(
            "ix_participants_asked", "workspace_id", "user_id", where="asked_at IS NOT NULL"
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    escalation_id: Mapped[int] = mapped_column(ForeignKey("escalations.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    asked_at: Mapped[datetime | None]
    asked_for: Mapped[str | None] = mapped_column(String(32))
    card_at: Mapped[datetime | None]
    joined_at: Mapped[datetime | None]
    followed_at: Mapped[datetime | None]
    muted_at: Mapped[datetime | None]
