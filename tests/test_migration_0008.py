"""Escalations, and what happened to them, survive the coming and going of initiatives."""

from typing import Any

import pytest
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from bot.db import Transaction
from tests.clock import MovedClock
from tests.databases import ROOT
from tests.escalations import world as worlds

LATER, BEFORE, AFTER = "0012", "0007", "0008"


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


def rows(connection: Connection, name: str) -> list[dict[str, Any]]:
    """Return a table's rows, without what this migration adds."""
    found = connection.execute(sqlalchemy.text(f"SELECT * FROM {name} ORDER BY id")).mappings()  # noqa: S608 (a name from this file)
    return [{key: each[key] for key in each if key != "initiative_id"} for each in found]


class TestMigration:
    def test_keeps_every_escalation(
        self, transaction: Transaction, clock: MovedClock, engine: Engine, config: Config
    ) -> None:
        number = worlds.build(transaction, clock).raise_one()
        # As they were while this migration was the newest but a few.
        command.downgrade(config, LATER)
        with engine.connect() as connection:
            before = [rows(connection, name) for name in ("escalations", "escalation_events")]
        assert before[0][0]["id"] == number
        command.downgrade(config, BEFORE)
        with engine.connect() as connection:
            names = sqlalchemy.inspect(connection).get_table_names()
            assert not [name for name in names if name.startswith("initiative")]
            assert [rows(connection, name) for name in ("escalations", "escalation_events")] == (
                before
            )
        command.upgrade(config, AFTER)
        with engine.connect() as connection:
            assert [rows(connection, name) for name in ("escalations", "escalation_events")] == (
                before
            )
