"""Each person's hours, the company's, and who is away when."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.hours.rules import week
from bot.hours.rules.week import Hours
from bot.tables import Base, BigId
from bot.worktime.rules import business, zones
from bot.worktime.rules.business import Calendar, NoBusinessTime

ZONE_MAX = 64


class WithHours:
    """What a person and a company can say of hours; times are local."""

    # The numbers of the weekdays: "01234" is Monday to Friday.
    days: Mapped[str] = mapped_column(String(7))
    opens: Mapped[time]
    closes: Mapped[time]
    quiet_from: Mapped[time]
    quiet_until: Mapped[time]
    # ISO 3166-1 ("DE"): its public holidays are free.
    country: Mapped[str | None] = mapped_column(String(2))

    @property
    def hours(self) -> Hours:
        """When there is work, and when quiet."""
        return Hours(
            tuple(int(day) for day in self.days),
            self.opens,
            self.closes,
            self.quiet_from,
            self.quiet_until,
        )


class CompanyHours(WithHours, Base):
    """What holds for everybody in a workspace who has not said otherwise."""

    __tablename__ = "company_hours"
    __table_args__ = (UniqueConstraint("workspace_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    zone: Mapped[str | None] = mapped_column(String(ZONE_MAX))
    set_by: Mapped[str] = mapped_column(String(32))
    set_at: Mapped[datetime]


class PersonalHours(WithHours, Base):
    """What somebody has said of their own hours; `zone` is an IANA name."""

    __tablename__ = "personal_hours"
    __table_args__ = (UniqueConstraint("workspace_id", "user_id"),)

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    zone: Mapped[str] = mapped_column(String(ZONE_MAX))
    confirmed_at: Mapped[datetime]


class Absence(Base):
    """Somebody is away on these local days, both included; `stand_in_id` is asked meanwhile."""

    __tablename__ = "absences"
    __table_args__ = (
        Index(
            "ix_absences_open",
            "workspace_id",
            "user_id",
            "ends_on",
            sqlite_where=text("cancelled_at IS NULL"),
            postgresql_where=text("cancelled_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    user_id: Mapped[str] = mapped_column(String(32))
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    stand_in_id: Mapped[str | None] = mapped_column(String(32))
    said_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day."""
        return self.starts_on, self.ends_on


@dataclass(frozen=True, kw_only=True)
class Schedule:
    """When somebody works and may be written to, from now on; `confirmed_at` if they said so.

    `calendar` is working time, with holidays and absences; `reachable` is what of it is not quiet.
    `absences` are those that are not over, in order; `away` is the one that they are in now.
    """

    zone: str
    hours: Hours
    country: str | None
    confirmed_at: datetime | None
    calendar: Calendar
    reachable: Calendar
    absences: tuple[Absence, ...] = ()
    away: Absence | None = None

    @property
    def quiet(self) -> tuple[time, time]:
        """From when until when, by their clocks, only what is urgent may come."""
        return self.hours.quiet_from, self.hours.quiet_until

    @property
    def stand_in_id(self) -> str | None:
        """Who is asked in their place, while they are away."""
        return self.away.stand_in_id if self.away else None

    def local(self, at: datetime) -> datetime:
        """Return what their clocks show."""
        return at.astimezone(zones.zone_named(self.zone))

    def is_quiet(self, at: datetime) -> bool:
        """Return whether it is in their quiet hours."""
        return week.is_quiet(self.hours, self.local(at).time())

    def openings(self, now: datetime) -> Iterator[tuple[datetime, date]]:
        """Yield when they may first be written to on each local day from `now` on, and that day."""
        zone, moment = zones.zone_named(self.zone), now
        while (opens := _next_open(self.reachable, moment)) is not None:
            day = self.local(opens).date()
            yield opens, day
            moment = zones.instant(day + timedelta(days=1), time.min, zone)

    def quiet_after(self, at: datetime) -> datetime:
        """Return when, after `at`, their next quiet hours or their next day begin, in UTC."""
        today, zone = self.local(at).date(), zones.zone_named(self.zone)
        begins, ends = self.quiet
        quiet = zones.instant(today, begins, zone)
        if begins != ends and quiet > at:
            return quiet
        return zones.instant(today + timedelta(days=1), time.min, zone)


def _next_open(calendar: Calendar, start: datetime) -> datetime | None:
    tick = timedelta.resolution
    try:
        return business.add(calendar, start, tick) - tick
    except NoBusinessTime:
        return None
