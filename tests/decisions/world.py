"""A workspace with two teams and its decisions, for tests that need no Slack."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from bot.db import Transaction
from bot.decisions import queries
from bot.decisions.models import Decision, DecisionEvent
from bot.decisions.operations import proposing, voting
from bot.decisions.operations.proposing import Proposal
from bot.decisions.queries.history import find_altered
from bot.decisions.rules import State, Succession, Vote
from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import BO, IVAN, MAYA, SOFIA

ANA = "U0ANA000002"

_views = count(1)


@dataclass(frozen=True)
class World:
    """Marketing (Maya) and IT (Ivan, Bo) with Sofia as sponsor; the clock is the test's."""

    transaction: Transaction
    clock: MovedClock
    workspace_id: int

    def propose(self, *approvers: str, by: str = MAYA, joint: bool = False, **more: Any) -> int:
        """Somebody of Marketing proposes it, or decides it alone; return its id."""
        with self.transaction() as session:
            marketing, it, *_others = team_queries.list_teams(session, self.workspace_id)
            fields: dict[str, Any] = {
                "title": "We move the newsletter",
                "what": "From March on",
                "view_id": f"V{next(_views)}",
                "approvers": approvers,
                "partner": it if joint else None,
            }
            proposal = Proposal(team=marketing, **fields | more)
            return proposing.propose(
                session, self.workspace_id, proposal, by=by, now=self.clock()
            ).id

    def succeed(self, decision_id: int, *approvers: str, how: str = "supersede") -> int:
        """Maya proposes what comes after a decision."""
        return self.propose(*approvers, follows_id=decision_id, follows_as=Succession(how))

    def move(
        self, operation: Callable[..., Decision], decision_id: int, by: str, **more: Any
    ) -> Decision:
        """Let somebody do something to a decision now, in a transaction of its own."""
        with self.transaction() as session:
            return operation(
                session, self.workspace_id, decision_id, by=by, now=self.clock(), **more
            )

    def vote(self, decision_id: int, by: str, vote: Vote = Vote.APPROVE) -> State:
        """Let somebody vote; return the state afterwards."""
        because = "Too dear" if vote is Vote.REJECT else None
        return self.move(voting.vote, decision_id, by, vote=vote, because=because).state

    def get(self, decision_id: int) -> Decision:
        """Return the decision as it stands."""
        with self.transaction() as session:
            return queries.get_decision(
                session, workspace_id=self.workspace_id, decision_id=decision_id
            )

    def events(self, decision_id: int) -> Sequence[DecisionEvent]:
        """Return everything that was written down about it, oldest first."""
        with self.transaction() as session:
            decision = queries.get_decision(
                session, workspace_id=self.workspace_id, decision_id=decision_id
            )
            return queries.list_events(session, decision)

    def altered(self) -> str | None:
        """Return what is wrong with the history."""
        return find_altered(self.transaction)

    def leave(self, user_id: str) -> None:
        """Let somebody's account be deactivated."""
        gone = Profile(user_id, user_id, None, Standing.COLLEAGUE, is_deactivated=True)
        with self.transaction() as session:
            record_people(session, self.workspace_id, [gone], now=self.clock())


def build(transaction: Transaction, clock: MovedClock) -> World:
    """Install a workspace and set its two teams up."""
    built = worlds.build(transaction, clock)
    return World(transaction, clock, built.workspace_id)


__all__ = ["ANA", "BO", "IVAN", "MAYA", "SOFIA", "World", "build"]
