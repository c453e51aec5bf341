"""A workspace with two teams, and what can be done with wins there, without Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy

from bot.db import Transaction
from bot.nudges.models import QueuedNudge
from bot.outbox.models import OutboxMessage
from bot.teams import queries as team_queries
from bot.wins import jobs, notices, queries
from bot.wins.models import Told, Win
from bot.wins.operations import celebrating, editing, giving
from bot.wins.operations.editing import Edited, Said
from bot.wins.operations.giving import Gift, Given
from tests.clock import MovedClock
from tests.decisions.world import ANA, BO, IVAN, MAYA, SOFIA
from tests.escalations import world as worlds

WORDS = "Shipped the new checkout in two weeks"
_views = count()


@dataclass(frozen=True)
class World:
    """Marketing (Maya) and IT (Ivan, Bo) with Sofia as sponsor; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def give(self, *people: str, by: str = MAYA, **more: Any) -> Given:
        """Somebody of Marketing celebrates these people."""
        with self.transaction() as session:
            marketing = team_queries.list_teams(session, self.workspace_id)[0]
            fields: dict[str, Any] = {"what": WORDS, "view_id": f"V{next(_views)}"}
            gift = Gift(people=people or (IVAN,), team=marketing, **fields | more)
            return giving.give(session, self.workspace_id, gift, by=by, now=self.clock())

    def undo(self, win_id: int, by: str = MAYA) -> None:
        """Somebody takes a win back, and what was told of it is corrected."""
        with self.transaction() as session:
            win = giving.undo(session, self.workspace_id, win_id, by=by, now=self.clock())
            notices.tell_undone(session, win, now=self.clock())

    def edit(self, win_id: int, *, by: str = MAYA, **said: Any) -> Edited | None:
        """Somebody changes a win as it stands, and what was told of it is corrected."""
        with self.transaction() as session:
            win = queries.get_win(session, workspace_id=self.workspace_id, win_id=win_id)
            edited = editing.edit(
                session,
                self.workspace_id,
                win_id,
                Said(**{"what": win.what, "people": win.people} | said),
                seen_at=win.changed_at,
                by=by,
                now=self.clock(),
            )
            if edited is not None:
                notices.tell_changed(session, edited, now=self.clock())
            return edited

    def cheer(self, win_id: int, by: str) -> Win:
        """Somebody celebrates a win, or no more, and the posts show how many do."""
        with self.transaction() as session:
            win = celebrating.cheer(session, self.workspace_id, win_id, by=by, now=self.clock())
            notices.redraw(session, win, now=self.clock())
            return win

    def tell(self) -> None:
        """Let the clock look whether it is morning somewhere."""
        jobs.tell(transaction=self.transaction, now=self.clock())

    def next_day(self) -> None:
        """Let a day pass, and the clock look."""
        self.clock.advance(days=1)
        self.tell()

    def get(self, win_id: int) -> Win:
        with self.transaction() as session:
            return queries.get_win(session, workspace_id=self.workspace_id, win_id=win_id)

    def waiting(self, win_id: int) -> dict[str, str]:
        """Return who is to be told of a win, and what, up to the colon."""
        name = self.get(win_id).name
        with self.transaction() as session:
            waits = sqlalchemy.select(QueuedNudge).where(
                QueuedNudge.dropped_at.is_(None),
                QueuedNudge.delivered_at.is_(None),
                QueuedNudge.about.like(f"{name}:%"),
            )
            found = session.scalars(waits.order_by(QueuedNudge.id))
            return {each.user_id: each.text.partition(":")[0] for each in found}

    def told(self) -> list[tuple[str, int]]:
        """Return in which channel which win was told, in order."""
        with self.transaction() as session:
            rows = sqlalchemy.select(Told.channel_id, Told.win_id).order_by(Told.id)
            return [(channel_id, win_id) for channel_id, win_id in session.execute(rows)]

    def messages(self) -> Sequence[OutboxMessage]:
        """Return the messages of posts and their threads, the oldest first."""
        with self.transaction() as session:
            posts = sqlalchemy.select(OutboxMessage).where(OutboxMessage.key.like("wins:%"))
            return session.scalars(posts.order_by(OutboxMessage.id)).all()


def build(transaction: Transaction, clock: MovedClock) -> World:
    """Install a workspace and set its two teams up; their channels are told from now on."""
    built = worlds.build(transaction, clock)
    world = World(transaction, clock, built.workspace_id)
    world.tell()
    return world


__all__ = ["ANA", "BO", "IVAN", "MAYA", "SOFIA", "WORDS", "World", "build"]
