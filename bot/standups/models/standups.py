"""What leads have set up: who is asked what, and when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.permissions import Role
from bot.standups.rules import NAME_MAX, Audience, questions
from bot.standups.rules.questions import MOOD, Question
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team, roles_in
from bot.worktime.rules.periods import Rhythm, Timing


class Standup(Base):
    """A stand-up of one team or several.

    It comes by `rhythm`: on `days` of every `every`-th week, counted from the one that `anchor` is
    in; on the `day`-th of each month; or on the `nth` of a `day` of the week in it. It asks `at` a
    local time, each person's own or that of `zone`.
    """

    __tablename__ = "standups"
    __table_args__ = (
        # Which have a round to be prepared?
        partial_index("ix_standups_due_at", "due_at", where="ended_at IS NULL"),
        # The modal it was sent from: sending it twice makes one stand-up.
        UniqueConstraint("workspace_id", "view_id"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    view_id: Mapped[str] = mapped_column(String(32))
    name: Mapped[str] = mapped_column(String(NAME_MAX))
    audience: Mapped[Audience] = mapped_column(enum_type(Audience))
    # The channel or the user group whose members are asked.
    source_id: Mapped[str | None] = mapped_column(String(32))
    # Those who are asked one by one.
    people: Mapped[list[str]] = mapped_column(JSON)

    rhythm: Mapped[Rhythm] = mapped_column(enum_type(Rhythm))
    every: Mapped[int]
    # The numbers of the weekdays, 0 is Monday.
    days: Mapped[list[int]] = mapped_column(JSON)
    day: Mapped[int | None]
    nth: Mapped[int | None]
    anchor: Mapped[date] = mapped_column(Date)
    at: Mapped[time]
    zone: Mapped[str | None] = mapped_column(String(64))
    open_hours: Mapped[int]

    # Where its summaries are posted.
    channel_ids: Mapped[list[str]] = mapped_column(JSON)
    asked: Mapped[list[dict[str, Any]]] = mapped_column("questions", JSON)
    # Since when it asks how people feel.
    mood_at: Mapped[datetime | None]

    # Every one of its days until then has had its round, or will have none any more.
    planned_until: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime]
    # Grows with each change: a form that was drawn for an older one is not saved over it.
    version: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(32))

    links: Mapped[list["StandupTeam"]] = relationship(
        lazy="raise", order_by="StandupTeam.team_id", cascade="all, delete-orphan"
    )

    @property
    def teams(self) -> list[Team]:
        """The teams whose stand-up it is."""
        return [link.team for link in self.links]

    @property
    def timing(self) -> Timing:
        """When it asks."""
        return Timing(
            rhythm=self.rhythm,
            at=self.at,
            anchor=self.anchor,
            days=tuple(self.days),
            every=self.every,
            day=self.day,
            nth=self.nth,
            zone=self.zone,
        )

    @property
    def questions(self) -> tuple[Question, ...]:
        """What it asks, with how people feel if they are asked that."""
        return (*questions.load(self.asked), *((MOOD,) if self.mood_at else ()))

    @property
    def open_for(self) -> timedelta:
        """How long a round stays open after the last of its people was asked."""
        return timedelta(hours=self.open_hours)

    @property
    def responsible(self) -> list[str]:
        """The user ids of the leads of its teams, each once."""
        return list(dict.fromkeys(lead for team in self.teams for lead in team.leads))

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what a colleague is to it."""
        return roles_in(self.teams, user_id)


class StandupTeam(Base):
    """A team whose stand-up it is: its leads change it, and the summary has a part for it."""

    __tablename__ = "standup_teams"
    __table_args__ = (UniqueConstraint("standup_id", "team_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    standup_id: Mapped[int] = mapped_column(ForeignKey("standups.id", ondelete="CASCADE"))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"), index=True)

    team: Mapped[Team] = relationship(lazy="raise")
