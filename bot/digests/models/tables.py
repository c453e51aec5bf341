"""Where and when digests go out, and what each was compiled of."""

from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.digests.rules.times import Timing
from bot.tables import Base, BigId, partial_index


class DigestSettings(Base):
    """What leads have chosen for the weekly digest of a workspace; no row until they do.

    Without a channel there is none, and nothing is due.
    """

    __tablename__ = "digest_settings"
    __table_args__ = (
        UniqueConstraint("workspace_id"),
        CheckConstraint("(channel_id IS NULL) = (due_at IS NULL)", "due"),
        partial_index("ix_digest_settings_due_at", "due_at", where="due_at IS NOT NULL"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    channel_id: Mapped[str | None] = mapped_column(String(32))
    # 0 is Monday.
    day: Mapped[int]
    at: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    due_at: Mapped[datetime | None]
    # Grows with each change: a form that was drawn for an older one is not saved over it.
    version: Mapped[int]
    changed_by: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime]

    @property
    def timing(self) -> Timing:
        """When it goes out."""
        return Timing(self.day, self.at, self.zone)


class DigestSponsor(Base):
    """When a sponsor reads the next monthly digest."""

    __tablename__ = "digest_sponsors"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    due_at: Mapped[datetime] = mapped_column(index=True)


class Digest(Base):
    """A digest that was told, once an audience and period; never changed.

    `snapshot` is what the next one is compared with, as of `compiled_at`.
    """

    __tablename__ = "digests"
    __table_args__ = (UniqueConstraint("workspace_id", "audience", "period"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    # rules.ROADMAP, or one sponsor's.
    audience: Mapped[str] = mapped_column(String(48))
    # A week ("2026-W49") or a month ("2026-12").
    period: Mapped[str] = mapped_column(String(16))
    compiled_at: Mapped[datetime]
    snapshot: Mapped[dict[str, Any]] = mapped_column(JSON)
