"""A workspace with initiatives, check-ins and digests, for tests that need no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy

from bot.checkins.models import Checkin, CheckinAnswer, Round
from bot.checkins.rules import State
from bot.db import Transaction
from bot.digests import jobs
from bot.digests.models import Digest, DigestSettings, DigestSponsor
from bot.digests.operations import configuring
from bot.digests.operations.configuring import Choice
from bot.digests.queries.digests import find_settings
from bot.digests.queries.roadmap import read_roadmap
from bot.digests.rules.snapshots import Snapshot
from bot.digests.rules.times import Timing
from bot.nudges.models import QueuedNudge
from bot.outbox.models import OutboxMessage
from bot.permissions import Role
from bot.roadmap.models import Side
from bot.roadmap.rules import Cadence, Status
from tests.clock import MovedClock
from tests.roadmap import world as roadmaps
from tests.roadmap.world import BO, IVAN, MAYA, SOFIA

__all__ = ["BO", "CHANNEL", "IVAN", "MAYA", "SOFIA", "World", "build"]

CHANNEL = "C0DIGEST001"

_days = count(1)


@dataclass(frozen=True)
class World(roadmaps.World):
    """Marketing (Maya) and IT (Ivan, Bo) with Sofia as sponsor; the clock is the test's."""

    def say(
        self,
        initiative_id: int,
        team_id: int,
        status: Status,
        *,
        expected_on: str = "2026-12-04",
        why: str = "",
        by: str = MAYA,
    ) -> None:
        """Let one side have checked in, in a round that is over."""
        now, expected = self.clock(), date.fromisoformat(expected_on)
        of = {"workspace_id": self.workspace_id, "initiative_id": initiative_id}
        held_on = date(2020, 1, 1) + timedelta(days=next(_days))
        with self.transaction() as session:
            round_ = Round(
                **of,
                held_on=held_on,
                cadence=Cadence.WEEKLY,
                target_on=expected,
                opened_at=now,
                closed_at=now,
            )
            session.add(round_)
            session.flush()
            checkin = Checkin(
                **of,
                round_id=round_.id,
                team_id=team_id,
                user_id=by,
                held_on=held_on,
                state=State.ANSWERED,
                asked_at=now,
                answered_at=now,
            )
            session.add(checkin)
            session.flush()
            said = {"status": status, "expected_on": expected, "confidence": 7, "why": why}
            more = {"waits_for": "", "what_next": ""}
            session.add(
                CheckinAnswer(
                    **of, **said, **more, checkin_id=checkin.id, team_id=team_id, by=by, at=now
                )
            )
        self._put_side(initiative_id, team_id, **said, said_by=by, said_at=now, silent_at=None)

    def fall_silent(self, initiative_id: int, team_id: int) -> None:
        """Let it be known that one side has not answered."""
        self._put_side(initiative_id, team_id, silent_at=self.clock())

    def _put_side(self, initiative_id: int, team_id: int, **columns: Any) -> None:
        with self.transaction() as session:
            theirs = sqlalchemy.select(Side).where(
                Side.initiative_id == initiative_id, Side.team_id == team_id
            )
            side = session.scalars(theirs).one_or_none()
            if side is None:
                side = Side(
                    workspace_id=self.workspace_id, initiative_id=initiative_id, team_id=team_id
                )
                session.add(side)
            for name, value in columns.items():
                setattr(side, name, value)

    def set_up(self, channel_id: str | None = CHANNEL, **timing: Any) -> None:
        """Maya chooses where and when the digest goes out: Mondays at ten, in UTC."""
        with self.transaction() as session:
            settings = find_settings(session, self.workspace_id)
            configuring.set_up(
                session,
                self.workspace_id,
                Choice(channel_id, Timing(**timing)),
                version=settings.version if settings else 0,
                roles={Role.LEAD},
                by=MAYA,
                now=self.clock(),
            )

    def due_at(self) -> datetime | None:
        """Return when the next weekly digest is due."""
        with self.transaction() as session:
            settings = find_settings(session, self.workspace_id)
            return settings.due_at if settings else None

    def tick(self) -> None:
        """Let the clock do what is due."""
        for sweep in (jobs.tell, jobs.tell_sponsors):
            sweep(transaction=self.transaction, now=self.clock())

    def pass_time(self, **span: float) -> None:
        """Let time pass, and the clock do what is due at every moment on the way."""
        end = self.clock() + timedelta(**span)
        self.tick()  # who is a sponsor is found by looking
        while (moment := self.next_due()) is not None and moment <= end:
            self.clock.advance(seconds=max(0.0, (moment - self.clock()).total_seconds()))
            self.tick()
        self.clock.advance(seconds=(end - self.clock()).total_seconds())
        self.tick()

    def next_due(self) -> datetime | None:
        """Return when anybody is to be told something next."""
        with self.transaction() as session:
            columns = (DigestSettings.due_at, DigestSponsor.due_at)
            found = [session.scalar(sqlalchemy.select(sqlalchemy.func.min(it))) for it in columns]
        return min((each for each in found if each is not None), default=None)

    def snapshot(self, before: Snapshot | None = None) -> Snapshot:
        """Return the roadmap as it stands."""
        with self.transaction() as session:
            return read_roadmap(session, self.workspace_id, before).snapshot

    def told(self) -> list[str]:
        """Return what the channel was told, the oldest first, with what is in threads."""
        with self.transaction() as session:
            found = sqlalchemy.select(OutboxMessage).where(OutboxMessage.key.startswith("digest:"))
            ordered = session.scalars(found.order_by(OutboxMessage.id))
            return [each.payload["text"] for each in ordered]

    def digests(self) -> Sequence[Digest]:
        """Return the digests that are kept, the oldest first."""
        with self.transaction() as session:
            return session.scalars(sqlalchemy.select(Digest).order_by(Digest.id)).all()

    def nudged(self) -> list[tuple[str, str]]:
        """Return whom a monthly digest is for, and what it says, the oldest first."""
        with self.transaction() as session:
            found = sqlalchemy.select(QueuedNudge).where(QueuedNudge.key.startswith("digest:"))
            ordered = session.scalars(found.order_by(QueuedNudge.id))
            return [(each.user_id, each.text) for each in ordered]


def build(transaction: Transaction, clock: MovedClock, *, slack_id: str = "T0SANDBOX01") -> World:
    """Install a workspace and set its two teams up."""
    return World(**vars(roadmaps.build(transaction, clock, slack_id=slack_id)))
