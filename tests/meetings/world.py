"""A workspace with two teams that meet, for tests that need no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import count
from typing import Any

import sqlalchemy

from bot.db import Transaction
from bot.meetings import jobs, notices
from bot.meetings.models import Meeting, Occurrence, Point
from bot.meetings.operations import points, setting_up
from bot.meetings.queries import meetings
from bot.meetings.rules import Kind
from bot.meetings.rules.settings import Settings, usual
from bot.outbox.models import OutboxMessage
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import BO, IT, IVAN, MARKETING, MAYA, SOFIA

ANA = "U0ANA000002"
NAMES = {MAYA: "Maya", ANA: "Ana", IVAN: "Ivan", BO: "Bo", SOFIA: "Sofia"}

_views = count(1)


@dataclass(frozen=True)
class World:
    """Marketing (Maya, Ana) and IT (Ivan, Bo) with Sofia as sponsor, all of them in UTC."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def set_up(
        self, kind: Kind = Kind.CALL, *, by: str = MAYA, view_id: str | None = None, **chosen: Any
    ) -> int:
        """Somebody sets a meeting of the two teams up: by default on Thursdays at 10:00 UTC."""
        with self.transaction() as session:
            teams = team_queries.list_teams(session, self.workspace_id)
            begun = Settings(
                team_id=teams[0].id, partner_id=teams[1].id, channel_id=MARKETING.channel_id
            )
            return setting_up.set_up(
                session,
                self.workspace_id,
                replace(usual(begun, kind), **chosen),
                teams,
                view_id=view_id or f"V{next(_views)}",
                by=by,
                now=self.clock(),
            ).id

    def change(self, meeting_id: int, *, by: str = MAYA, **changes: Any) -> None:
        """Somebody changes what they chose for a meeting."""
        with self.transaction() as session:
            before = meetings.get_meeting(
                session, workspace_id=self.workspace_id, meeting_id=meeting_id
            )
            _meeting, ahead = setting_up.change(
                session,
                self.workspace_id,
                meeting_id,
                replace(setting_up.settings_of(before), **changes),
                team_queries.list_teams(session, self.workspace_id),
                version=before.version,
                by=by,
                now=self.clock(),
            )
            if ahead is not None:
                notices.redraw(session, ahead, now=self.clock())

    def end(self, meeting_id: int, *, by: str = MAYA) -> None:
        """Somebody ends a meeting."""
        with self.transaction() as session:
            _meeting, ahead = setting_up.end(
                session, self.workspace_id, meeting_id, by=by, now=self.clock()
            )
            if ahead is not None:
                notices.redraw(session, ahead, now=self.clock())

    def add_point(self, meeting_id: int, words: str, *, by: str = ANA, view: str = "") -> int:
        """Somebody adds a point."""
        with self.transaction() as session:
            point = points.add(
                session,
                self.workspace_id,
                meeting_id,
                words,
                view_id=view or f"V{next(_views)}",
                by=by,
                now=self.clock(),
            )
            if point.occurrence_id is not None:
                notices.redraw(session, points.agenda_of(session, point), now=self.clock())
            return point.id

    def tick(self, point_id: int, *, by: str = IVAN) -> None:
        """Somebody ticks a point off."""
        with self.transaction() as session:
            point = points.tick(session, self.workspace_id, point_id, by=by, now=self.clock())
            notices.redraw(session, points.agenda_of(session, point), now=self.clock())

    def untick(self, point_id: int, *, by: str = IVAN) -> None:
        """Somebody lets a point be open again."""
        with self.transaction() as session:
            point = points.untick(session, self.workspace_id, point_id, by=by)
            notices.redraw(session, points.agenda_of(session, point), now=self.clock())

    def sweep(self, at: datetime | None = None) -> None:
        """Let the clock do what is due, until nothing more is."""
        while jobs.post_agendas(transaction=self.transaction, now=at or self.clock()) is not None:
            pass

    def pass_until(self, until: str) -> None:
        """Let time pass, and the clock do what is due at every moment on the way."""
        end = datetime.fromisoformat(until).replace(tzinfo=UTC)
        while (moment := self.next_due()) is not None and moment <= end:
            self.clock.advance(seconds=max(0.0, (moment - self.clock()).total_seconds()))
            self.sweep()
        self.wait_until(until)
        self.sweep()

    def wait_until(self, until: str) -> None:
        """Let time pass, and nobody do anything."""
        end = datetime.fromisoformat(until).replace(tzinfo=UTC)
        self.clock.advance(seconds=(end - self.clock()).total_seconds())

    def next_due(self) -> datetime | None:
        """Return when an agenda is due next."""
        goes_on = sqlalchemy.func.min(Meeting.due_at)
        with self.transaction() as session:
            return session.scalar(sqlalchemy.select(goes_on).where(Meeting.ended_at.is_(None)))

    def occurrences(self) -> Sequence[Occurrence]:
        """Return all days of meetings, the oldest first."""
        with self.transaction() as session:
            return session.scalars(sqlalchemy.select(Occurrence).order_by(Occurrence.id)).all()

    def posted(self) -> list[str]:
        """Return when agendas were posted, in UTC."""
        return [f"{each.posted_at:%a %d %b %H:%M}" for each in self.occurrences() if each.posted_at]

    def points(self) -> Sequence[Point]:
        """Return all points, the oldest first."""
        with self.transaction() as session:
            return session.scalars(sqlalchemy.select(Point).order_by(Point.id)).all()

    def messages(self) -> Sequence[OutboxMessage]:
        """Return the messages with agendas, the oldest first."""
        theirs = OutboxMessage.key.startswith("meeting:")
        with self.transaction() as session:
            found = sqlalchemy.select(OutboxMessage).where(theirs)
            return session.scalars(found.order_by(OutboxMessage.id)).all()

    def agenda(self, number: int = -1) -> list[str]:
        """Return what an agenda says, a line for each, without its heading."""
        return lines(self.messages()[number].payload["blocks"])


def lines(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """Return what blocks say, but for the headline, a line for each."""
    said: list[str] = []
    for block in blocks:
        texts = [block["text"]] if block["type"] == "section" else block.get("elements", [])
        said += [each["text"] for each in texts if isinstance(each.get("text"), str)]
        if button := block.get("accessory"):
            said[-1] += f" [{button['text']['text']}]"
    return [line for text in said for line in text.splitlines()]


def build(transaction: Transaction, clock: MovedClock) -> World:
    """Install a workspace, set its two teams up, and let their people be known."""
    built = worlds.build(transaction, clock)
    profiles = [
        Profile(user_id, name, "UTC", Standing.COLLEAGUE, is_deactivated=False)
        for user_id, name in NAMES.items()
    ]
    with transaction() as session:
        record_people(session, built.workspace_id, profiles, now=clock())
    return World(transaction, clock, built.workspace_id)


__all__ = ["ANA", "BO", "IT", "IVAN", "MARKETING", "MAYA", "SOFIA", "World", "build", "lines"]
