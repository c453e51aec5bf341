"""Wins, and the people in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team, roles_in
from bot.wins.rules import FIGURE_MAX, VALUE_MAX, Reach, State


class Win(Base):
    """Something that people did well, in the words of whoever gave it.

    `source` names the message that it came from, which makes one win at most.
    """

    __tablename__ = "wins"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        UniqueConstraint("workspace_id", "source"),
        # The modal it was sent from: sending it twice gives one win.
        partial_index(
            "uq_wins_view_id",
            *("workspace_id", "view_id"),
            where="view_id IS NOT NULL",
            unique=True,
        ),
        # What is new, and what was given lately?
        Index("ix_wins_given_at", "workspace_id", "given_at"),
        # What did this person give?
        Index("ix_wins_given_by", "workspace_id", "given_by", "id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    view_id: Mapped[str | None] = mapped_column(String(32))
    source: Mapped[str | None] = mapped_column(String(32))
    permalink: Mapped[str | None] = mapped_column(String(500))

    what: Mapped[str] = mapped_column(Text)
    # A number that goes with it: "-38 % page load".
    figure: Mapped[str | None] = mapped_column(String(FIGURE_MAX))
    # One of those that leads have set, in the words that it had then.
    value: Mapped[str | None] = mapped_column(String(VALUE_MAX))
    initiative_id: Mapped[int | None] = mapped_column(ForeignKey("initiatives.id"))
    # The team of whoever gave it: how far it goes is counted from there.
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    reach: Mapped[Reach] = mapped_column(enum_type(Reach))
    given_by: Mapped[str] = mapped_column(String(32))
    given_at: Mapped[datetime]
    # When its giver changed it last, and when it last followed an edit of its message.
    edited_at: Mapped[datetime | None]
    reworded_at: Mapped[datetime | None]
    # When it went out at once, as a lead chose; else it is told on the next working morning.
    sent_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    undone_by: Mapped[str | None] = mapped_column(String(32))

    team: Mapped[Team] = relationship(lazy="raise")
    initiative: Mapped[Initiative | None] = relationship(lazy="raise")
    honorees: Mapped[list["Honoree"]] = relationship(
        lazy="raise", order_by="Honoree.id", cascade="all, delete-orphan"
    )
    cheers: Mapped[list["Cheer"]] = relationship(lazy="raise", order_by="Cheer.id")

    @property
    def name(self) -> str:
        """What people call it."""
        return f"WIN-{self.number}"

    @property
    def state(self) -> State:
        """Whether it stands."""
        return State.UNDONE if self.undone_at else State.GIVEN

    @property
    def changed_at(self) -> datetime | None:
        """When it came to say what it says now; None if it always did."""
        return max(filter(None, (self.edited_at, self.reworded_at)), default=None)

    @property
    def people(self) -> list[str]:
        """The user ids of those whom it names, in the order in which they were named."""
        return [each.user_id for each in self.honorees]

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what a colleague is to it."""
        roles = {Role.COLLEAGUE, *roles_in([self.team], user_id)}
        # A member of the team is not a member of the win.
        roles.discard(Role.MEMBER)
        if user_id == self.given_by:
            roles.add(Role.OWNER)
        if user_id in self.people:
            roles.add(Role.MEMBER)
        return roles


class Honoree(Base):
    """Somebody whom a win names."""

    __tablename__ = "win_honorees"
    __table_args__ = (
        UniqueConstraint("win_id", "user_id"),
        # What was this person thanked for, and when last?
        Index("ix_win_honorees_user_id", "workspace_id", "user_id", "win_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    win_id: Mapped[int] = mapped_column(ForeignKey("wins.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))


class Cheer(Base):
    """Somebody who celebrates a win."""

    __tablename__ = "win_cheers"
    __table_args__ = (UniqueConstraint("win_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    win_id: Mapped[int] = mapped_column(ForeignKey("wins.id", ondelete="CASCADE"))
    user_id: Mapped[str] = mapped_column(String(32))
    cheered_at: Mapped[datetime]


class Thanks(Base):
    """What somebody wrote below a post to thank people for a win."""

    __tablename__ = "win_thanks"
    __table_args__ = (
        UniqueConstraint("workspace_id", "view_id"),
        Index("ix_win_thanks_win_id", "win_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    win_id: Mapped[int] = mapped_column(ForeignKey("wins.id", ondelete="CASCADE"))
    # The modal it was sent from: sending it twice says it once.
    view_id: Mapped[str] = mapped_column(String(32))
    user_id: Mapped[str] = mapped_column(String(32))
    words: Mapped[str] = mapped_column(Text)
    written_at: Mapped[datetime]
