"""Teams that were closed go back to a release in which every team is open."""

import json

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from bot.db import Transaction
from bot.escalations.rules import Why
from bot.teams import queries as team_queries
from bot.teams.operations import closing, setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.clock import MovedClock
from tests.escalations import world as worlds
from tests.escalations.world import MAYA, SOFIA
from tests.test_migration_0013 import config, rows

__all__ = ["config"]


class TestDowngrade:
    def test_opens_them_and_reads_every_history(
        self, transaction: Transaction, clock: MovedClock, engine: Engine, config: Config
    ) -> None:
        world = worlds.build(transaction, clock)
        escalation_id = world.raise_one()
        world.clock.advance(minutes=31)
        world.tick(escalation_id, is_told=False)
        here = {"workspace_id": world.workspace_id, "by": SOFIA, "now": clock()}
        with transaction() as session:
            sales = TeamSetup("Sales", "C0SALES0006", (MAYA,))
            setting_up.set_up(session, setups=[sales], sponsor_id=SOFIA, **here)
            *_others, team = team_queries.list_teams(session, world.workspace_id)
            closing.close(session, team_id=team.id, **here)
        (_raised, climbed) = world.history(escalation_id)
        assert [0, Why.UNREACHABLE] in [list(each) for each in climbed.passed or ()]

        command.downgrade(config, "0014")
        assert len(rows(engine, "teams")) == 3
        assert rows(engine, "team_changes") == []
        passed = [row["passed"] for row in rows(engine, "escalation_events")]
        assert "unreachable" not in json.dumps(passed)
        assert "away" in json.dumps(passed)

        command.upgrade(config, "head")
        with transaction() as session:
            found = team_queries.list_teams(session, world.workspace_id)
        assert [each.closed_at for each in found] == [None] * 3
