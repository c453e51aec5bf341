"""Migration 0023 keeps wins with all that goes with them, there and back, on both databases."""

import pytest
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, text

from bot.db import Transaction
from tests.clock import MovedClock
from tests.databases import ROOT
from tests.wins import world as worlds

COUNTED = ("wins", "win_honorees", "win_cheers", "win_thanks", "win_told")


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


def test_keeps_wins_and_what_goes_with_them(
    config: Config, engine: Engine, transaction: Transaction, clock: MovedClock
) -> None:
    world = worlds.build(transaction, clock)
    win = world.give(worlds.IVAN, worlds.BO).win
    world.cheer(win.id, by=worlds.ANA)
    world.next_day()
    with transaction() as session:
        session.execute(text("UPDATE wins SET reach = 'executives'"))
    before = _rows(engine)
    assert [before[name] for name in COUNTED] == [1, 2, 1, 0, 2]

    engine.dispose()
    command.downgrade(config, "0022")
    assert _reach(engine) == "everybody"
    assert _rows(engine) == before
    engine.dispose()
    command.upgrade(config, "head")
    assert _rows(engine) == before
    assert worlds.World(transaction, clock, world.workspace_id).get(win.id).people == [
        worlds.IVAN,
        worlds.BO,
    ]
    with pytest.raises(sqlalchemy.exc.IntegrityError), transaction() as session:
        session.execute(text("UPDATE wins SET reach = 'moon'"))


def _rows(engine: Engine) -> dict[str, int]:
    with engine.connect() as connection:
        return {
            name: connection.scalar(text(f"SELECT count(*) FROM {name}"))  # noqa: S608 (our names)
            for name in COUNTED
        }


def _reach(engine: Engine) -> str:
    with engine.connect() as connection:
        return str(connection.scalar(text("SELECT reach FROM wins")))
