"""What waits to be said to somebody, what was said, and whether they want to hear it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.nudges.rules import Kind, Reason
from bot.tables import Base, BigId, enum_type

WAITS = "delivered_at IS NULL AND dropped_at IS NULL"


def _partial(name: str, *columns: str, where: str, unique: bool = False) -> Index:
    condition = text(where)
    return Index(name, *columns, unique=unique, sqlite_where=condition, postgresql_where=condition)


class QueuedNudge(Base):
    """Something to tell a person who did not ask; `key` makes saying it twice harmless.

    It waits until it is delivered, with others in one message, or dropped.
    """

    __tablename__ = "nudges"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        _partial("ix_nudges_waiting", "workspace_id", "user_id", where=WAITS),
        _partial("ix_nudges_expiring", "expires_at", where=WAITS),
        _partial(
            "ix_nudges_about", "workspace_id", "about", where=f"about IS NOT NULL AND {WAITS}"
        ),
        Index("ix_nudges_carried_by", "workspace_id", "carried_by"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str] = mapped_column(String(120))
    user_id: Mapped[str] = mapped_column(String(32))
    # Of several about the same, a person is told only the newest.
    about: Mapped[str | None] = mapped_column(String(120))
    # The private channel of which it has words: who is not in it is not told.
    only_in: Mapped[str | None] = mapped_column(String(32))
    text: Mapped[str] = mapped_column(Text)
    blocks: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    owner_id: Mapped[str | None] = mapped_column(String(32))
    # When it went out past the budget and the quiet hours.
    urgent_at: Mapped[datetime | None]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    delivered_at: Mapped[datetime | None]
    # The outbox's key of the message that it was part of.
    carried_by: Mapped[str | None] = mapped_column(String(120))
    dropped_at: Mapped[datetime | None]
    dropped_because: Mapped[Reason | None] = mapped_column(enum_type(Reason))


class NudgeMessage(Base):
    """A message that a person did not ask for: the ledger of the budget.

    `local_date` is the day on which they read it, by the clocks of where they then were. One a day
    is promised by the table itself.
    """

    __tablename__ = "nudge_messages"
    __table_args__ = (
        _partial(
            "uq_nudge_messages_day",
            "workspace_id",
            "user_id",
            "local_date",
            where="given_up_at IS NULL",
            unique=True,
        ),
        _partial("ix_nudge_messages_unsettled", "workspace_id", "key", where="settled_at IS NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    key: Mapped[str] = mapped_column(String(120))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    local_date: Mapped[date]
    written_at: Mapped[datetime]
    # When the outbox had sent it, or given it up: then it counts no more, and what it said waits.
    settled_at: Mapped[datetime | None]
    given_up_at: Mapped[datetime | None]


class Recipient(Base):
    """Somebody whom messages wait for, or were sent to: when next, and whether they listen."""

    __tablename__ = "nudge_recipients"
    __table_args__ = (
        UniqueConstraint("workspace_id", "user_id"),
        _partial("ix_nudge_recipients_next_at", "next_at", where="next_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    # When the sweep looks whether something may go out; None when nothing waits, or nothing may.
    next_at: Mapped[datetime | None]
    last_delivered_at: Mapped[datetime | None]
    # Messages since they were last heard of.
    unanswered: Mapped[int]
    heard_at: Mapped[datetime | None]
    # When they were asked whether to go on; nothing goes out until they are heard.
    asked_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]
