"""Stories leave out a sweep only if it would have done nothing."""

from datetime import date, datetime
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Engine

from bot.db import Transaction
from bot.scheduling import Sweep
from tests import sweeping
from tests.clock import MovedClock
from tests.escalations import scenes
from tests.story import SWEEPS, Story


def asking(*values: Any) -> Sweep:
    """Return a sweep that finds nothing, however it is asked with these values."""

    def sweep(*, transaction: Transaction, now: datetime) -> None:
        with transaction() as session:
            for value in values:
                said = value(now) if callable(value) else value
                session.execute(sqlalchemy.text("SELECT 1 WHERE :a <> :a"), {"a": said})

    return sweep


class TestLearn:
    def test_knows_every_sweep(self, engine: Engine) -> None:
        sweeping.learn(engine, SWEEPS)
        assert [each for each in SWEEPS if (engine.name, each) not in sweeping._known] == []

    @pytest.mark.parametrize(
        "value", [lambda now: now.hour, lambda now: f"{now:%Y-%m-%d}", date(2001, 1, 2)]
    )
    def test_takes_no_question_that_depends_on_the_day(self, engine: Engine, value: Any) -> None:
        sweep = asking(value if callable(value) else lambda _now: value.isoformat())
        sweeping.learn(engine, [sweep])
        assert (engine.name, sweep) not in sweeping._known

    def test_takes_moments_and_what_never_changes(self, engine: Engine) -> None:
        sweep = asking("open", 50, lambda now: f"{now:{sweeping.STAMP}}")
        sweeping.learn(engine, [sweep])
        assert (engine.name, sweep) in sweeping._known

    def test_leaves_the_database_as_it_was(self, engine: Engine, transaction: Transaction) -> None:
        def sweep(*, transaction: Transaction, now: datetime) -> None:
            with transaction() as session:
                session.execute(sqlalchemy.text("DELETE FROM alembic_version"))

        sweeping.learn(engine, [sweep])
        assert (engine.name, sweep) not in sweeping._known
        with transaction() as session:
            assert session.execute(sqlalchemy.text("SELECT * FROM alembic_version")).all()


class TestRun:
    def test_leaves_out_all_that_have_nothing_to_do(self, story: Story) -> None:
        story.set_up()
        assert sweeping.run(SWEEPS, story.engine, story.transaction, story.clock()) == []

    def test_runs_what_has_something_to_do(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        before = story.clock()
        story.clock.advance(minutes=31)
        ran = sweeping.run(SWEEPS, story.engine, story.transaction, story.clock())
        assert "act_on_due" in {each.__name__ for each in ran}  # type: ignore[attr-defined]  # it is a function
        assert sweeping.run(SWEEPS, story.engine, story.transaction, before) == []

    def test_runs_what_it_does_not_know(
        self, engine: Engine, transaction: Transaction, clock: MovedClock
    ) -> None:
        sweep = asking(1)
        assert sweeping.run([sweep], engine, transaction, clock()) == [sweep]
