"""Two companies with the same people, channels and numbers: neither has to do with the other."""

import pytest

from bot.db import Transaction
from bot.errors import NotFound
from bot.escalations.queries import due
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import World


@pytest.fixture
def acme(transaction: Transaction, clock: MovedClock) -> World:
    return worlds.build(transaction, clock, slack_id="T0ACME")


@pytest.fixture
def umbrella(acme: World, transaction: Transaction, clock: MovedClock) -> World:
    return worlds.build(transaction, clock, slack_id="T0UMBRELLA")


class TestEachCompany:
    def test_has_teams_of_its_own(self, acme: World, umbrella: World) -> None:
        with acme.transaction() as session:
            theirs = [
                [team.workspace_id for team in team_queries.list_teams(session, here.workspace_id)]
                for here in (acme, umbrella)
            ]
        assert theirs == [[acme.workspace_id] * 2, [umbrella.workspace_id] * 2]

    def test_cannot_get_at_anothers_escalation(self, acme: World, umbrella: World) -> None:
        escalation_id = acme.raise_one()
        with pytest.raises(NotFound):
            umbrella.get(escalation_id)

    def test_waits_for_its_own_notice(self, acme: World, umbrella: World) -> None:
        raised = [here.raise_one() for here in (acme, umbrella)]
        acme.deliver(raised[0], at=acme.clock())
        acme.clock.advance(hours=1)
        with acme.transaction() as session:
            overdue = due.lock_due(session, now=acme.clock(), limit=10)
        assert [escalation.id for escalation, _ in overdue] == raised[:1]
