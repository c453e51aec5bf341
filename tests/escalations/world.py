"""An installed workspace with two teams in a database, for tests that need no Slack."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import count

import sqlalchemy

from bot import outbox
from bot.db import Transaction
from bot.escalations import queries
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.operations import raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Urgency
from bot.installations import operations as installations
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State as MessageState
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
        at: datetime | None = None,
    ) -> int:
        """Maya asks IT; return the escalation's id. Raises AlreadyRaised."""
        with self.transaction() as session:
            marketing, it = team_queries.list_teams(session, self.workspace_id)
            escalation = raising.raise_(
                session,
                workspace_id=self.workspace_id,
                problem=Problem("The export fails", "Somebody who repairs it", urgency),
                raising_team=marketing,
                answering_team=it,
                view_id=view_id or f"V{next(_views)}",
                by=MAYA,
                now=at or self.clock(),
            )
            return escalation.id

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
