"""An installed workspace with two teams and initiatives, for tests that need no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import sqlalchemy

from bot.db import Transaction
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from bot.roadmap import operations, queries
from bot.roadmap.models import Initiative, InitiativeChange
from bot.roadmap.rules import Stage
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import world as teams
from tests.escalations.world import BO, IVAN, MAYA, SOFIA

__all__ = ["BO", "IVAN", "MAYA", "SOFIA", "STRANGER", "World", "build"]

STRANGER = "U0ANA000002"
"""Somebody who is nothing to these teams."""

_views = count(1)


@dataclass(frozen=True)
class World:
    """Marketing (Maya) and IT (Ivan, Bo) with Sofia as sponsor; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int
    marketing: int
    it: int

    def fields(self, **changes: Any) -> dict[str, Any]:
        """Return what Maya fills in: she owns it in Marketing, Bo in IT."""
        return {
            "title": "Web shop",
            "outcome": "The new shop is live",
            "why": "The old one is slow",
            f"owner:{self.marketing}": MAYA,
            f"owner:{self.it}": BO,
            "target_on": "2026-12-04",
            "stage": "active",
            "cadence": "by_date",
            "channel_id": None,
            **changes,
        }

    def add(self, *, view_id: str | None = None, by: str = MAYA, **changes: Any) -> int:
        """Add an initiative and return its id. Raises AlreadyAdded, InvalidInput."""
        with self.transaction() as session:
            added = operations.add(
                session,
                workspace_id=self.workspace_id,
                fields=self.fields(**changes),
                view_id=view_id or f"V{next(_views)}",
                by=by,
                now=self.clock(),
            )
            return added.id

    def change(
        self, initiative_id: int, *, version: int = 1, by: str = MAYA, **changes: Any
    ) -> None:
        """Change some fields, as seen in that version."""
        with self.transaction() as session:
            operations.change(
                session,
                workspace_id=self.workspace_id,
                initiative_id=initiative_id,
                version=version,
                fields=changes,
                by=by,
                now=self.clock(),
            )

    def move(self, initiative_id: int, seen: Stage, to: Stage, *, by: str = MAYA) -> None:
        """Move it from stage to stage."""
        with self.transaction() as session:
            operations.move_stage(
                session,
                workspace_id=self.workspace_id,
                initiative_id=initiative_id,
                seen=seen,
                to=to,
                by=by,
                now=self.clock(),
            )

    def link(self, initiative_id: int, name: str, *, state: str = "open") -> None:
        """Link an escalation to it."""
        with self.transaction() as session:
            operations.link(
                session,
                workspace_id=self.workspace_id,
                initiative_id=initiative_id,
                kind="escalation",
                name=name,
                title="The export fails",
                state=state,
                now=self.clock(),
            )

    def get(self, initiative_id: int) -> Initiative:
        """Return the initiative as it stands."""
        with self.transaction() as session:
            return queries.get_initiative(
                session, workspace_id=self.workspace_id, initiative_id=initiative_id
            )

    def read(self, initiative_id: int) -> dict[str, Any]:
        """Return its fields as they stand."""
        return operations.read(self.get(initiative_id))

    def history(self, initiative_id: int) -> Sequence[InitiativeChange]:
        """Return everything that was written down about it, oldest first."""
        with self.transaction() as session:
            return session.scalars(
                sqlalchemy.select(InitiativeChange)
                .where(InitiativeChange.initiative_id == initiative_id)
                .order_by(InitiativeChange.id)
            ).all()

    def know(
        self,
        user_id: str,
        name: str,
        *,
        standing: Standing = Standing.COLLEAGUE,
        has_left: bool = False,
    ) -> None:
        """Let Slack have told us of somebody."""
        profile = Profile(user_id, name, "Europe/Berlin", standing, is_deactivated=has_left)
        with self.transaction() as session:
            people.record_people(session, self.workspace_id, [profile], now=self.clock())


def build(transaction: Transaction, clock: MovedClock, *, slack_id: str = "T0SANDBOX01") -> World:
    """Install a workspace and set its two teams up."""
    built = teams.build(transaction, clock, slack_id=slack_id)
    with transaction() as session:
        marketing, it = team_queries.list_teams(session, built.workspace_id)
        return World(transaction, clock, built.workspace_id, marketing.id, it.id)
