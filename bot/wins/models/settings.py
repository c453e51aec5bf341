"""What leads have chosen for wins, and when sponsors and leads are told of them next."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from bot.tables import Base, BigId, enum_type
from bot.wins.rules import Rhythm, Round


class Settings(Base):
    """What a workspace's leads have chosen for its wins; no row until they do."""

    __tablename__ = "win_settings"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    # Without colons and skin tone, as Slack's events have it.
    emoji: Mapped[str] = mapped_column(String(100))
    values: Mapped[list[str]] = mapped_column(JSON)
    rhythm: Mapped[Rhythm] = mapped_column(enum_type(Rhythm))


class Periodical(Base):
    """When a workspace's sponsors, or its leads, are told of wins next, and until when they were.

    It is a round of the clock: a row each, so that two processes do not both make it.
    """

    __tablename__ = "win_rounds"
    __table_args__ = (UniqueConstraint("workspace_id", "kind"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[Round] = mapped_column(enum_type(Round))
    told_until: Mapped[datetime]
    due_at: Mapped[datetime] = mapped_column(index=True)
