"""Teams, their people, and what was changed in them."""

from collections.abc import Iterable
from datetime import datetime, time
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot import permissions
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.rules import STANDUP_AT, STANDUP_DAY, TEAM_NAME_MAX, Role


class Team(Base):
    """One of the teams being kept in step; `channel_id` is where it is asked."""

    __tablename__ = "teams"
    __table_args__ = (
        # Which have been closed, and what they were asked is not handed on yet?
        partial_index(
            "ix_teams_closed_at",
            "closed_at",
            where="closed_at IS NOT NULL AND handed_on_at IS NULL",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    name: Mapped[str] = mapped_column(String(TEAM_NAME_MAX))
    channel_id: Mapped[str] = mapped_column(String(32))
    # A channel or a user group whose members are the team's; None is the team's own channel.
    source_id: Mapped[str | None] = mapped_column(String(32))
    # None is the team's own channel.
    wins_channel_id: Mapped[str | None] = mapped_column(String(32))
    digest_channel_id: Mapped[str | None] = mapped_column(String(32))
    # datetime.date.weekday(), and a local time: each asked person's own.
    standup_day: Mapped[int] = mapped_column(default=STANDUP_DAY)
    standup_at: Mapped[time] = mapped_column(default=STANDUP_AT)
    created_at: Mapped[datetime]
    created_by: Mapped[str | None] = mapped_column(String(32))
    # A closed team is asked nothing any more, and is still called by its name.
    closed_at: Mapped[datetime | None]
    closed_by: Mapped[str | None] = mapped_column(String(32))
    # When what it was asked had been handed on to others.
    handed_on_at: Mapped[datetime | None]
    # Grows with each change: a form that was drawn for an older one is not saved over it.
    version: Mapped[int] = mapped_column(default=1)

    members: Mapped[list["Member"]] = relationship(
        lazy="raise", order_by="Member.id", cascade="all, delete-orphan"
    )

    @property
    def leads(self) -> list[str]:
        """The user ids of those who answer for the team."""
        return self._with_role(Role.LEAD)

    @property
    def sponsors(self) -> list[str]:
        """The user ids of those at the top of the ladder."""
        return self._with_role(Role.SPONSOR)

    @property
    def liaison(self) -> str | None:
        """The user id of the one whom others may always ask: a lead, unless somebody is chosen."""
        return next(iter([*self._with_role(Role.LIAISON), *self.leads]), None)

    @property
    def deputies(self) -> list[str]:
        """The user ids of those who stand in for the liaison, and for a lead who left."""
        return self._with_role(Role.DEPUTY)

    @property
    def people(self) -> list[str]:
        """The user ids of all who have a role in the team, each once."""
        return list(dict.fromkeys(member.user_id for member in self.members))

    @property
    def responsible(self) -> list[str]:
        """The user ids of those who may change the team, each once."""
        return list(dict.fromkeys([*self.leads, *self.sponsors]))

    @property
    def members_source(self) -> str:
        """The channel or the user group whose members are the team's."""
        return self.source_id or self.channel_id

    def roles_of(self, user_id: str) -> set[permissions.Role]:
        """Return what somebody of the workspace is to the team."""
        theirs = {member.role for member in self.members if member.user_id == user_id}
        if user_id == self.liaison:
            theirs.add(Role.LIAISON)
        return {permissions.Role.COLLEAGUE, *(permissions.Role(role.value) for role in theirs)}

    def _with_role(self, role: Role) -> list[str]:
        return [member.user_id for member in self.members if member.role is role]


def roles_in(teams: Iterable[Team], user_id: str) -> set[permissions.Role]:
    """Return what somebody of the workspace is to all these teams together."""
    return {permissions.Role.COLLEAGUE}.union(*(team.roles_of(user_id) for team in teams))


class Member(Base):
    """A person's role in a team."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("team_id", "role", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    role: Mapped[Role] = mapped_column(enum_type(Role))


class TeamChange(Base):
    """One field of a team that was changed; never changed itself. `by` is None for the clock."""

    __tablename__ = "team_changes"
    __table_args__ = (Index("ix_team_changes_team_id_version", "team_id", "version"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    # The version that the team had afterwards.
    version: Mapped[int]
    field: Mapped[str] = mapped_column(String(32))
    before: Mapped[Any] = mapped_column(JSON)
    after: Mapped[Any] = mapped_column(JSON)
    by: Mapped[str | None] = mapped_column(String(32))
    at: Mapped[datetime]
