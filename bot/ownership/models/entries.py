"""What each team owns and does for others, and the history of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.ownership.rules.entries import NAME_MAX, Details, Kind, Part, Vacancy
from bot.ownership.rules.permissions import Standing
from bot.permissions import Role
from bot.tables import Base, BigId, enum_type
from bot.teams.models import Team

IN_USE = "removed_at IS NULL"


def _partial(name: str, *columns: str, where: str) -> Index:
    condition = text(where)
    return Index(name, *columns, sqlite_where=condition, postgresql_where=condition)


class Entry(Base):
    """Something that a team owns, or does for the others; `version` counts its changes."""

    __tablename__ = "ownership_entries"
    __table_args__ = (
        # The form it was sent from: sending it twice makes one entry.
        UniqueConstraint("workspace_id", "view_id"),
        _partial(
            "ix_ownership_entries_listed",
            "workspace_id",
            "kind",
            "team_id",
            "name",
            where=IN_USE,
        ),
        _partial("ix_ownership_entries_accountable", "workspace_id", "accountable", where=IN_USE),
        # The sweep's question: whom to ask whether it is still true?
        _partial("ix_ownership_entries_due_at", "due_at", where=f"due_at IS NOT NULL AND {IN_USE}"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    view_id: Mapped[str] = mapped_column(String(32))
    version: Mapped[int]

    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    about: Mapped[str] = mapped_column(Text)
    # A user id; nobody ("") for a service, which the team's people answer for.
    accountable: Mapped[str] = mapped_column(String(32))

    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(32))
    changed_at: Mapped[datetime]
    changed_by: Mapped[str] = mapped_column(String(32))
    removed_at: Mapped[datetime | None]
    removed_by: Mapped[str | None] = mapped_column(String(32))

    # When the accountable person, or who named them, last said that it is true; when they are
    # asked next; and when they were asked without having answered yet. None for a service.
    confirmed_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    asked_at: Mapped[datetime | None]
    # Since when nobody answers for it, and why.
    vacant_at: Mapped[datetime | None]
    vacancy: Mapped[Vacancy | None] = mapped_column(enum_type(Vacancy))

    team: Mapped[Team] = relationship(lazy="raise")
    people: Mapped[list["EntryPerson"]] = relationship(
        lazy="raise", order_by="EntryPerson.id", cascade="all, delete-orphan"
    )

    @property
    def details(self) -> Details:
        """What people say of it."""
        return Details(
            team_id=self.team_id,
            name=self.name,
            about=self.about,
            accountable=self.accountable,
            responsible=self.people_of(Part.RESPONSIBLE),
            consulted=self.people_of(Part.CONSULTED),
            informed=self.people_of(Part.INFORMED),
        )

    @property
    def standing(self) -> Standing:
        """Whether somebody answers for it."""
        if self.removed_at is not None:
            return Standing.REMOVED
        return Standing.HELD if self.vacant_at is None else Standing.VACANT

    @property
    def subject(self) -> str:
        """What messages about it are about, for those that wait to be told."""
        return f"ownership:{self.id}"

    def roles_of(self, user_id: str) -> frozenset[Role]:
        """Return what somebody of the workspace is to it."""
        owner = {Role.OWNER} if user_id == self.accountable else set()
        return frozenset(self.team.roles_of(user_id) | owner)

    def people_of(self, part: Part) -> tuple[str, ...]:
        """Return the user ids of those who have this part in it."""
        return tuple(person.user_id for person in self.people if person.part is part)


class EntryPerson(Base):
    """Who is responsible, consulted or informed."""

    __tablename__ = "ownership_people"
    __table_args__ = (
        UniqueConstraint("entry_id", "part", "user_id"),
        Index("ix_ownership_people_user_id", "workspace_id", "user_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("ownership_entries.id"))
    part: Mapped[Part] = mapped_column(enum_type(Part))
    user_id: Mapped[str] = mapped_column(String(32))


class EntryChange(Base):
    """A field that somebody changed, and the version this made; never changed itself."""

    __tablename__ = "ownership_changes"
    __table_args__ = (UniqueConstraint("entry_id", "version", "field"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    entry_id: Mapped[int] = mapped_column(ForeignKey("ownership_entries.id"))
    version: Mapped[int]
    field: Mapped[str] = mapped_column(String(32))
    before: Mapped[str] = mapped_column(Text)
    after: Mapped[str] = mapped_column(Text)
    by: Mapped[str] = mapped_column(String(32))
    at: Mapped[datetime]
