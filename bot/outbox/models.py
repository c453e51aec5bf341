"""Messages on their way to Slack, and what stands in their way."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.outbox.rules.states import UPDATE, Method, State, Stop
from bot.outbox.rules.uploads import Uploaded
from bot.tables import Base, BigId, enum_type, partial_index

FILES = "files"
"""Where a message's payload names the files that it shows."""

NO_POST = "(ts IS NOT NULL OR method <> 'chat.postMessage')"


class OutboxMessage(Base):
    """What one message in Slack should be; `key` makes enqueueing it twice harmless.

    It is posted once. When it should read differently later, `payload` changes and `version` grows,
    and it is pending again until Slack shows the newest.
    """

    __tablename__ = "outbox_messages"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        CheckConstraint("state <> 'sent' OR method <> 'chat.postMessage' OR ts IS NOT NULL", "ts"),
        # The sender's question: what is due in this workspace?
        partial_index(
            "ix_outbox_messages_due",
            "workspace_id",
            "due_at",
            where="state IN ('pending', 'parked')",
        ),
        # And what of that is no new post, and so waits for no token?
        partial_index(
            "ix_outbox_messages_changes",
            "workspace_id",
            "due_at",
            where=f"state IN ('pending', 'parked') AND {NO_POST}",
        ),
        partial_index("ix_outbox_messages_leases", "leased_until", where="state = 'sending'"),
        partial_index("ix_outbox_messages_looks", "look_at", where="look_at IS NOT NULL"),
        partial_index(
            "ix_outbox_messages_collapse",
            "workspace_id",
            "collapse_key",
            where="collapse_key IS NOT NULL",
        ),
        partial_index(
            "ix_outbox_messages_dropped",
            "workspace_id",
            "dropped_at",
            where="dropped_at IS NOT NULL",
        ),
        partial_index(
            "uq_outbox_messages_place",
            "workspace_id",
            "channel_id",
            "ts",
            where="ts IS NOT NULL",
            unique=True,
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str] = mapped_column(String(120))
    method: Mapped[Method] = mapped_column(enum_type(Method))
    # A channel or a user; for RESPOND the secret address.
    destination: Mapped[str] = mapped_column(String(500))
    # The message in whose thread it goes.
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("outbox_messages.id"), index=True)
    # Who is told, once, if the destination cannot receive it.
    owner_id: Mapped[str | None] = mapped_column(String(32))
    # Of several that wait with the same key, only the newest is posted.
    collapse_key: Mapped[str | None] = mapped_column(String(120))
    # Goes along as metadata: by it we find the message again. Random, so nobody can guess it.
    marker: Mapped[str] = mapped_column(String(32))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    version: Mapped[int]
    attempted_version: Mapped[int | None]

    state: Mapped[State] = mapped_column(enum_type(State))
    # Counts claims: whoever holds an older number has lost the message to somebody else.
    attempts: Mapped[int]
    failures: Mapped[int]
    due_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    leased_until: Mapped[datetime | None]
    created_at: Mapped[datetime]
    attempted_at: Mapped[datetime | None]
    # The first attempt of which we never heard: from here on we look for it.
    uncertain_since: Mapped[datetime | None]
    look_at: Mapped[datetime | None]
    absent_at: Mapped[datetime | None]
    sent_at: Mapped[datetime | None]
    simplified_at: Mapped[datetime | None]
    dropped_at: Mapped[datetime | None]
    # Slack's address of the message: the channel it landed in (a D… for a user) and its ts.
    channel_id: Mapped[str | None] = mapped_column(String(32))
    ts: Mapped[str | None] = mapped_column(String(32))
    error: Mapped[str | None] = mapped_column(String(255))

    parent: Mapped["OutboxMessage | None"] = relationship(lazy="raise", remote_side=[id])
    files: Mapped[list["OutboxFile"]] = relationship(lazy="raise", order_by="OutboxFile.name")

    @property
    def is_update(self) -> bool:
        """Whether Slack shows it already, and is to show it differently."""
        return self.ts is not None

    @property
    def call(self) -> str:
        """The name of the Web API's method that the next attempt calls."""
        return UPDATE if self.is_update else self.method.value

    @property
    def has_files(self) -> bool:
        """Whether it shows files: then they are read with it."""
        return FILES in self.payload

    @property
    def overwrites(self) -> bool:
        """Whether its next call replaces what Slack shows, and a late one something newer."""
        return self.is_update or self.method is Method.PUBLISH


class OutboxFile(Base):
    """A picture, or a table, that a message shows; Slack has it before the message is posted.

    To upload it twice harms nobody: what was uploaded and is in no message, only the bot sees.
    """

    __tablename__ = "outbox_files"
    __table_args__ = (
        UniqueConstraint("message_id", "name"),
        CheckConstraint("content IS NOT NULL OR slack_id IS NOT NULL", "somewhere"),
        CheckConstraint("(slack_id IS NULL) = (uploaded_at IS NULL)", "uploaded"),
        CheckConstraint("(slack_id IS NULL) = (permalink IS NULL)", "permalink"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    message_id: Mapped[int] = mapped_column(ForeignKey("outbox_messages.id"))
    # What the message calls it, and people who save it.
    name: Mapped[str] = mapped_column(String(80))
    # Gone once Slack has it.
    content: Mapped[bytes | None] = mapped_column(LargeBinary)
    slack_id: Mapped[str | None] = mapped_column(String(32))
    permalink: Mapped[str | None] = mapped_column(String(500))
    uploaded_at: Mapped[datetime | None]

    @property
    def uploaded(self) -> Uploaded | None:
        """What Slack says of it, once Slack has it."""
        return Uploaded(self.slack_id, self.permalink) if self.slack_id and self.permalink else None


class Gate(Base):
    """Nobody calls before `closed_until`: Slack said Retry-After, or a channel had a post just now.

    `scope` is a method of the Web API, or a destination.
    """

    __tablename__ = "gates"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    scope: Mapped[str] = mapped_column(String(500), primary_key=True)
    closed_until: Mapped[datetime] = mapped_column(index=True)


class Lane(Base):
    """One workspace's way to Slack; only who has locked its row claims messages in it."""

    __tablename__ = "lanes"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    # When the workspace's token bucket is full again (rules.pace.Bucket).
    full_at: Mapped[datetime]
    # Who waited longest is served first.
    served_at: Mapped[datetime]
    # Ambiguous or refused calls in a row.
    failures: Mapped[int]
    stopped_at: Mapped[datetime | None]
    stopped_because: Mapped[Stop | None] = mapped_column(enum_type(Stop))
    probe_at: Mapped[datetime | None] = mapped_column(index=True)
