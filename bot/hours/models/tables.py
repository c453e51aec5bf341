"""Each person's hours, the company's, and who is away when."""

from datetime import date, datetime, time

from sqlalchemy import Date, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.hours.rules.week import Hours
from bot.tables import Base, BigId

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
