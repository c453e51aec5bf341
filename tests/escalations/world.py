"""An installed workspace with two teams in a database, for tests that need no Slack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import sqlalchemy

from bot import outbox
from bot.db import Transaction
from bot.escalations import queries
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.operations import raising, timing
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Move, Urgency
from bot.escalations.rules.advice import Call
from bot.hours.models import Absence
from bot.installations import operations as installations
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State as MessageState
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from bot.roadmap.models import Initiative
from bot.teams import queries as team_queries
from bot.teams.operations import setting_up as team_operations
from bot.teams.operations.setting_up import TeamSetup
from tests.clock import MovedClock

MAYA, IVAN, BO, SOFIA = "U0MAYA00001", "U0IVAN00003", "U0BO0000004", "U0SOFIA0005"
MARKETING = TeamSetup("Marketing", "C0MARKETNG2", (MAYA,))
IT = TeamSetup("IT", "C0IT0000003", (IVAN, BO))

_views, _stamps = count(1), count(1)


@dataclass(frozen=True)
class World:
    """Marketing (Maya) and IT (Ivan, Bo) with Sofia as sponsor; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def raise_one(
        self,
        urgency: Urgency = Urgency.HIGH,
        *,
        view_id: str | None = None,
        origin: str | None = None,
        call: Call = Call.TEAM,
        is_private: bool = False,
        initiative: Initiative | None = None,
        by: str = MAYA,
        at: datetime | None = None,
    ) -> int:
        """Somebody of Marketing asks IT; return the escalation's id. Raises AlreadyRaised."""
        with self.transaction() as session:
            marketing, it, *_others = team_queries.list_teams(session, self.workspace_id)
            escalation = raising.raise_(
                session,
                workspace_id=self.workspace_id,
                problem=Problem(
                    "The export fails",
                    "Somebody who repairs it",
                    urgency,
                    is_private=is_private,
                ),
                raising_team=marketing,
                answering_team=it,
                initiative=initiative,
                origin=origin,
                call=call,
                view_id=view_id or f"V{next(_views)}",
                by=by,
                now=at or self.clock(),
            )
            return escalation.id

    def move(
        self, operation: Callable[..., Escalation], escalation_id: int, by: str, **more: Any
    ) -> Escalation:
        """Let somebody do something to an escalation now, in a transaction of its own."""
        with self.transaction() as session:
            return operation(
                session, self.workspace_id, escalation_id, by=by, now=self.clock(), **more
            )

    def tick(
        self, escalation_id: int, *, delivered_at: datetime | None = None, is_told: bool = True
    ) -> Move:
        """Let the clock act on an escalation now, whose notice was delivered when it was asked.

        Unless it could not be: not `is_told`.
        """
        with self.transaction() as session:
            escalation = queries.get_escalation(
                session, workspace_id=self.workspace_id, escalation_id=escalation_id, lock=True
            )
            due = [(escalation, (delivered_at or escalation.asked_at) if is_told else None)]
            (made,) = timing.act(session, due, now=self.clock())
            return made.move

    def until_due(self, escalation_id: int) -> None:
        """Let time pass until the clock has to act on an escalation."""
        due_at = self.get(escalation_id).due_at
        assert due_at
        self.clock.advance(seconds=(due_at - self.clock()).total_seconds())

    def be_away(
        self, user_id: str, *, days: int = 1, start: int = 0, stand_in: str | None = None
    ) -> None:
        """Let somebody be away for some days, from today or from `start` days later on."""
        first = self.clock().date() + timedelta(days=start)
        with self.transaction() as session:
            session.add(
                Absence(
                    workspace_id=self.workspace_id,
                    user_id=user_id,
                    starts_on=first,
                    ends_on=first + timedelta(days=days - 1),
                    stand_in_id=stand_in,
                    said_at=self.clock(),
                )
            )

    def leave(self, user_id: str) -> None:
        """Let somebody's account be deactivated."""
        gone = Profile(user_id, user_id, None, Standing.COLLEAGUE, is_deactivated=True)
        with self.transaction() as session:
            record_people(session, self.workspace_id, [gone], now=self.clock())

    def deliver(self, escalation_id: int, *, at: datetime) -> None:
        """Let Slack have taken, at `at`, the notice that counts now."""
        key = self.get(escalation_id).notice_key
        with self.transaction() as session:
            draft = outbox.Draft(key, IT.channel_id, "Somebody is asked")
            outbox.post(session, draft, workspace_id=self.workspace_id, now=at)
            session.execute(
                sqlalchemy.update(OutboxMessage)
                .where(OutboxMessage.workspace_id == self.workspace_id, OutboxMessage.key == key)
                .values(state=MessageState.SENT, sent_at=at, ts=f"{next(_stamps)}.0")
            )

    def get(self, escalation_id: int) -> Escalation:
        """Return the escalation as it stands."""
        with self.transaction() as session:
            return queries.get_escalation(
                session, workspace_id=self.workspace_id, escalation_id=escalation_id
            )

    def history(self, escalation_id: int) -> Sequence[EscalationEvent]:
        """Return everything that was written down about it, oldest first."""
        with self.transaction() as session:
            return session.scalars(
                sqlalchemy.select(EscalationEvent)
                .where(EscalationEvent.escalation_id == escalation_id)
                .order_by(EscalationEvent.id)
            ).all()


def build(transaction: Transaction, clock: MovedClock, *, slack_id: str = "T0SANDBOX01") -> World:
    """Install a workspace and set its two teams up."""
    with transaction() as session:
        workspace = installations.install(
            session,
            slack_id=slack_id,
            enterprise_id=None,
            name="Acme",
            bot_user_id="U0BOT",
            bot_id="B0BOT",
            now=clock(),
        )
        team_operations.set_up(
            session,
            workspace_id=workspace.id,
            setups=(MARKETING, IT),
            sponsor_id=SOFIA,
            by=MAYA,
            now=clock(),
        )
        return World(transaction, clock, workspace.id)
