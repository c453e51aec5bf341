"""Messages on their way to Slack, and the moments before which Slack takes no more."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.outbox.rules import Method, State
from bot.tables import Base, BigId, enum_type


class OutboxMessage(Base):
    """One message to post, change or whisper; `key` makes enqueueing it twice harmless."""

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        # The sender's question: what is on its way in this workspace?
        Index(
            "ix_outbox_messages_on_its_way",
            "workspace_id",
            "due_at",
            sqlite_where=text("state IN ('pending', 'sending', 'parked')"),
            postgresql_where=text("state IN ('pending', 'sending', 'parked')"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str] = mapped_column(String(120))
    method: Mapped[Method] = mapped_column(enum_type(Method))
    # Where it goes: a channel or a user for POST; the secret address for RESPOND; UPDATE: parent's.
    destination: Mapped[str | None] = mapped_column(String(500))
    # The message that an UPDATE changes, or in whose thread a POST goes.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id"), index=True)
    # Who is told, once, if the destination cannot receive it.
    owner_id: Mapped[str | None] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)

    state: Mapped[State] = mapped_column(enum_type(State))
    attempts: Mapped[int]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    sent_at: Mapped[datetime | None]
    # Slack's address of the message: the channel it landed in (a D… for a user) and its ts.
    channel_id: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(String(255))

    parent: Mapped["OutboxMessage | None"] = relationship(lazy="raise", remote_side=[id])


class Gate(Base):
    """Slack said Retry-After: nobody sends to this destination before `closed_until`."""

    __tablename__ = "gates"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    destination: Mapped[str] = mapped_column(String(500), primary_key=True)
    closed_until: Mapped[datetime]
