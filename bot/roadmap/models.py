"""Initiatives, their owners, what was changed of them, and what is linked to them."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.roadmap.rules import NAME_MAX, Cadence, Stage, Status, see_differently
from bot.tables import Base, BigId, enum_type
from bot.teams.models import Team


class Initiative(Base):
    """Something that two or more teams do together."""

    __tablename__ = "initiatives"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        # The modal it was sent from: sending it twice adds one initiative.
        UniqueConstraint("workspace_id", "view_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    view_id: Mapped[str] = mapped_column(String(32))

    title: Mapped[str] = mapped_column(String(NAME_MAX))
    # The title as it is searched; no database folds every alphabet's capitals alike.
    folded: Mapped[str] = mapped_column(Text)
    outcome: Mapped[str] = mapped_column(Text)
    why: Mapped[str] = mapped_column(Text)
    # Where its card is kept up to date; None is nowhere.
    channel_id: Mapped[str | None] = mapped_column(String(32))
    target_on: Mapped[date]
    stage: Mapped[Stage] = mapped_column(enum_type(Stage))
    # How often its owners are asked how it goes, while it is active.
    cadence: Mapped[Cadence] = mapped_column(enum_type(Cadence))

    # Grows with each change: a form that was drawn for an older one is not saved over it.
    version: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime]

    owners: Mapped[list["Owner"]] = relationship(
        lazy="raise", order_by="Owner.team_id", cascade="all, delete-orphan"
    )

    @property
    def name(self) -> str:
        """What people call it."""
        return f"INI-{self.number}"

    @property
    def owner_ids(self) -> list[str]:
        """The user ids of its owners, each once."""
        return list(dict.fromkeys(owner.user_id for owner in self.owners))

    @property
    def leads(self) -> list[str]:
        """The user ids of the leads of the teams involved, each once."""
        return list(dict.fromkeys(lead for owner in self.owners for lead in owner.team.leads))

    @property
    def sponsors(self) -> list[str]:
        """The user ids of the sponsors of the teams involved, each once."""
        return list(dict.fromkeys(one for owner in self.owners for one in owner.team.sponsors))

    def card_key(self, channel_id: str) -> str:
        """Return the outbox's key of its card in a channel."""
        return f"{self.name}:card:{channel_id}"


def only_active_in(initiatives: Sequence[Initiative], channel_id: str) -> Initiative | None:
    """Return the active one of this channel; None if there is none, or a choice."""
    here = [
        each for each in initiatives if each.channel_id == channel_id and each.stage is Stage.ACTIVE
    ]
    return here[0] if len(here) == 1 else None


class Owner(Base):
    """Who answers for an initiative in a team."""

    __tablename__ = "initiative_owners"
    __table_args__ = (
        UniqueConstraint("initiative_id", "team_id"),
        Index("ix_initiative_owners_user_id", "workspace_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    user_id: Mapped[str] = mapped_column(String(32))

    team: Mapped[Team] = relationship(lazy="raise")


class Side(Base):
    """How an initiative goes, as its owner in one team said last, once both sides may be read.

    Nothing but `silent_at` if they have never said it: since when it is known that they have not.
    """

    __tablename__ = "initiative_sides"
    __table_args__ = (
        UniqueConstraint("initiative_id", "team_id"),
        CheckConstraint("(status IS NULL) = (said_at IS NULL)", "said"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)
    status: Mapped[Status | None] = mapped_column(enum_type(Status))
    # From 0 to 10.
    confidence: Mapped[int | None]
    expected_on: Mapped[date | None]
    next_step: Mapped[str | None] = mapped_column(String(32))
    waits_for: Mapped[str | None] = mapped_column(Text)
    why: Mapped[str | None] = mapped_column(Text)
    what_next: Mapped[str | None] = mapped_column(Text)
    said_by: Mapped[str | None] = mapped_column(String(32))
    said_at: Mapped[datetime | None]
    silent_at: Mapped[datetime | None]


class InitiativeChange(Base):
    """One field of an initiative that was changed; never changed itself.

    The first is the stage in which it was added: from nothing.
    """

    __tablename__ = "initiative_changes"
    __table_args__ = (Index("ix_initiative_changes_version", "initiative_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    # The version that the initiative had afterwards.
    version: Mapped[int]
    field: Mapped[str] = mapped_column(String(32))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]


class InitiativeLink(Base):
    """Something that belongs to an initiative, as it stands now: an escalation, a decision…"""

    __tablename__ = "initiative_links"
    __table_args__ = (UniqueConstraint("initiative_id", "kind", "name"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    initiative_id: Mapped[int] = mapped_column(ForeignKey("initiatives.id"))
    kind: Mapped[str] = mapped_column(String(32))
    # What people call it, "ESC-4", and its own words.
    name: Mapped[str] = mapped_column(String(32))
    title: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(32))
    linked_at: Mapped[datetime]
    changed_at: Mapped[datetime]


@dataclass(frozen=True)
class Sheet:
    """All that a card shows: `links` are the newest of those `linked`.

    `gone` are the user ids of its people who have been deactivated; `sides` say how it goes.
    """

    initiative: Initiative
    links: Sequence[InitiativeLink]
    linked: int
    gone: Collection[str]
    sides: Sequence[Side] = ()

    @property
    def differs(self) -> bool:
        """Whether its owners see it differently."""
        return see_differently(
            (side.status, side.expected_on)
            for side in self.sides
            if side.status and side.expected_on
        )
