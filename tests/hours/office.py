"""Where people say when they work, without Slack."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any

from bot.db import Transaction
from bot.hours import operations, queries
from bot.hours.models import Absence, CompanyHours, Schedule
from bot.hours.operations import Said
from bot.hours.rules.week import Hours
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.permissions import Role
from tests.clock import MovedClock

ANA, BEN = "U1", "U2"
SAID = Said(
    "Asia/Tokyo",
    Hours((0, 1, 2), time(10), time(18), quiet_from=time(20), quiet_until=time(9)),
    country="JP",
)


@dataclass(frozen=True)
class Office:
    """A workspace in a database; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def know(self, user_id: str, **changes: Any) -> None:
        """Let Slack have told us of somebody."""
        ana = Profile(user_id, user_id, "Europe/London", Standing.COLLEAGUE, is_deactivated=False)
        with self.transaction() as session:
            people.record_people(
                session, self.workspace_id, [replace(ana, **changes)], now=self.clock()
            )

    def confirm(self, user_id: str = ANA, said: Said = SAID) -> None:
        """Let somebody say when they work."""
        with self.transaction() as session:
            operations.confirm(session, self.workspace_id, user_id, said, now=self.clock())

    def set_defaults(
        self, said: Said = SAID, *, seen_at: datetime | None = None, role: Role = Role.LEAD
    ) -> None:
        """Let Ben say when the company works."""
        with self.transaction() as session:
            operations.set_defaults(
                session,
                self.workspace_id,
                said,
                seen_at=seen_at,
                roles=[role],
                by=BEN,
                now=self.clock(),
            )

    def leave(self, first: str, last: str, *, who: str = ANA, to: str | None = None) -> Absence:
        """Let somebody be away, and `to` stand in."""
        with self.transaction() as session:
            return operations.go_away(
                session,
                self.workspace_id,
                who,
                (date.fromisoformat(first), date.fromisoformat(last)),
                stand_in_id=to,
                now=self.clock(),
            )

    def schedule(self, user_id: str = ANA) -> Schedule:
        """Return when somebody works."""
        with self.transaction() as session:
            return queries.get_schedule(session, self.workspace_id, user_id, now=self.clock())

    def company(self) -> CompanyHours | None:
        """Return what the company has said."""
        with self.transaction() as session:
            return queries.find_company_hours(session, self.workspace_id)
