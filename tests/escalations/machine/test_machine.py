"""The machine of escalations, run: few times always, often in `make faults`."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis.stateful import run_state_machine_as_test

from bot import db
from bot.db import Transaction
from bot.escalations.rules import State
from tests.escalations.machine.machine import Machine

Record = Callable[[str, object], None]

RUNS, SHARDS, STEPS = 2000, 4, 50


def run(transaction: Transaction, *, runs: int, seeded: int = 1, steps: int = STEPS) -> set[State]:
    """Run the machine, and return the states that it has reached."""
    reached: set[State] = set()
    made = type("Bound", (Machine,), {"transaction": staticmethod(transaction), "reached": reached})
    run_state_machine_as_test(
        seed(seeded)(made),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            database=None,
            phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        ),
    )
    return reached


@pytest.fixture
def hasty(sqlite_database: sqlalchemy.URL) -> Iterator[Transaction]:
    """An SQLite that waits for no disk: nothing here is to survive."""
    engine = db.build_engine(sqlite_database.render_as_string(hide_password=False))

    @sqlalchemy.event.listens_for(engine, "connect")
    def hurry(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")

    yield db.sessions(engine).begin
    engine.dispose()


class TestMachine:
    def test_holds_every_promise(self, hasty: Transaction) -> None:
        assert len(run(hasty, runs=6)) > 1

    @pytest.mark.faults
    @pytest.mark.parametrize("shard", range(SHARDS))
    def test_holds_every_promise_two_thousand_times(
        self, hasty: Transaction, shard: int, record_property: Record
    ) -> None:
        """A part of them in each process that runs tests."""
        seeded, runs = 20261126 + shard, RUNS // SHARDS
        record_property("seed", seeded)
        record_property("runs x steps", f"{runs} x {STEPS}")
        reached = run(hasty, runs=runs, seeded=seeded)
        record_property("states reached", f"{len(reached)} of {len(State)}")
        assert reached == set(State)

    @pytest.mark.faults
    def test_holds_every_promise_on_postgresql(
        self, postgresql_database: sqlalchemy.URL, record_property: Record
    ) -> None:
        engine = db.build_engine(postgresql_database.render_as_string(hide_password=False))
        run(db.sessions(engine).begin, runs=100)
        record_property("runs x steps", f"100 x {STEPS}")
        engine.dispose()
