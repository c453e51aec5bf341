"""Teams and their people."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot import permissions
from bot.tables import Base, BigId, enum_type
from bot.teams.rules import TEAM_NAME_MAX, Role


class Team(Base):
    """One of the teams being kept in step; `channel_id` is where it is asked."""

    __tablename__ = "teams"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    name: Mapped[str] = mapped_column(String(TEAM_NAME_MAX))
    channel_id: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]

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
        return next(iter(self.leads), None)

    @property
    def deputies(self) -> list[str]:
        """The user ids of those who stand in for the liaison, and for a lead who left."""
        return []

    def roles_of(self, user_id: str) -> set[permissions.Role]:
        """Return what somebody of the workspace is to the team."""
        theirs = {member.role for member in self.members if member.user_id == user_id}
        liaison = {permissions.Role.LIAISON} if user_id == self.liaison else set()
        held = {permissions.Role(role.value) for role in theirs}
        return {permissions.Role.COLLEAGUE, *held, *liaison}

    def _with_role(self, role: Role) -> list[str]:
        return [member.user_id for member in self.members if member.role is role]


class Member(Base):
    """A person's role in a team."""

    __tablename__ = "members"
    __table_args__ = (UniqueConstraint("team_id", "role", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    role: Mapped[Role] = mapped_column(enum_type(Role))
