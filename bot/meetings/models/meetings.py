"""What leads have set up: which two teams meet, what for, and when."""

from datetime import date, datetime, time

from sqlalchemy import CheckConstraint, Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from bot.meetings.rules import Kind
from bot.permissions import Role
from bot.tables import Base, BigId, enum_type, partial_index
from bot.teams.models import Team, roles_in
from bot.worktime.rules.periods import Rhythm, Timing


class Meeting(Base):
    """A meeting of two teams that comes back.

    It is `at` a time of `zone`'s clocks: on a `weekday` of every `every`-th week, counted from the
    one that `anchor` is in; or on the `nth` of that weekday in each month.
    """

    __tablename__ = "meetings"
    __table_args__ = (
        # The modal it was sent from: sending it twice makes one meeting.
        UniqueConstraint("workspace_id", "view_id"),
        # Two teams have one of a kind: a second is the first with another agenda.
        partial_index(
            "uq_meetings_of_two",
            *("team_id", "partner_id", "kind"),
            where="ended_at IS NULL",
            unique=True,
        ),
        partial_index("ix_meetings_due_at", "due_at", where="ended_at IS NULL"),
        # So that no two rows mean the same pair.
        CheckConstraint("team_id < partner_id", "two"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), index=True)
    view_id: Mapped[str] = mapped_column(String(32))
    kind: Mapped[Kind] = mapped_column(enum_type(Kind))
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    partner_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))

    rhythm: Mapped[Rhythm] = mapped_column(enum_type(Rhythm))
    every: Mapped[int]
    # As `date.weekday()` counts.
    weekday: Mapped[int]
    nth: Mapped[int]
    anchor: Mapped[date] = mapped_column(Date)
    at: Mapped[time]
    zone: Mapped[str] = mapped_column(String(64))
    # Whose public holidays are none of its working days (ISO 3166-1), if anybody has said that.
    country: Mapped[str | None] = mapped_column(String(2))
    # Where its agendas are posted.
    channel_id: Mapped[str] = mapped_column(String(32))

    # Every one of its days until then has had its agenda, or will have none any more.
    planned_until: Mapped[date] = mapped_column(Date)
    due_at: Mapped[datetime]
    # Grows with each change: a form that was drawn for an older one is not saved over it.
    version: Mapped[int]
    created_by: Mapped[str] = mapped_column(String(32))
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
    ended_by: Mapped[str | None] = mapped_column(String(32))

    team: Mapped[Team] = relationship(lazy="raise", foreign_keys=[team_id])
    partner: Mapped[Team] = relationship(lazy="raise", foreign_keys=[partner_id])

    @property
    def teams(self) -> list[Team]:
        """The two teams; they must have been loaded."""
        return [self.team, self.partner]

    @property
    def team_ids(self) -> tuple[int, int]:
        """The ids of the two teams."""
        return self.team_id, self.partner_id

    @property
    def timing(self) -> Timing:
        """When it takes place."""
        return Timing(
            rhythm=self.rhythm,
            at=self.at,
            anchor=self.anchor,
            days=(self.weekday,),
            every=self.every,
            nth=self.nth,
            zone=self.zone,
        )

    def roles_of(self, user_id: str) -> set[Role]:
        """Return what a colleague is to it."""
        return roles_in(self.teams, user_id)
