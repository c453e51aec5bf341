"""Timers under fire: workers are killed all the time, and every escalation moves up once."""

import random
import re
import statistics
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import Engine

from tests import wait
from tests.faults import timers
from tests.faults.rig import Rig
from tests.faults.timers import IN_A_CHANNEL, PEOPLE_A_CHANNEL

KILLED_EVERY = timedelta(seconds=3)
PATIENCE = 90.0
"""Seconds for what takes few: these machines are shared."""

LATE_AT_MOST = timedelta(seconds=3)

Record = Callable[[str, object], None]

on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


@dataclass(frozen=True)
class Plan:
    """How many workers share how many timers, and in which time those fall due."""

    workers: int
    timers: int
    within: timedelta


SMALL = Plan(workers=2, timers=200, within=timedelta(seconds=20))
LARGE = [Plan(workers, timers=1000, within=timedelta(seconds=60)) for workers in (2, 5)]


Fire = Callable[[Plan], timedelta]


@on_postgresql
class TestTimers:
    def test_fire_once_though_workers_are_killed(self, fire: Fire) -> None:
        fire(SMALL)

    @pytest.mark.faults
    @pytest.mark.parametrize("plan", LARGE, ids=lambda plan: f"{plan.workers} workers")
    def test_fire_once_and_in_time_though_workers_are_killed(self, plan: Plan, fire: Fire) -> None:
        assert fire(plan) < LATE_AT_MOST


@pytest.fixture
def fire(build_rig: Callable[..., Rig], engine: Engine, seed: int, record_property: Record) -> Fire:
    """What lets a plan's timers fire, and returns how late 99 of 100 are at most."""
    return lambda plan: Timers(plan, build_rig, engine).fire(seed, record_property)


class Timers:
    """One run: as many escalations as the plan says, and workers that are killed."""

    def __init__(self, plan: Plan, build_rig: Callable[..., Rig], engine: Engine) -> None:
        self._plan = plan
        self._engine = engine
        self._rig = build_rig(crowd=plan.timers // IN_A_CHANNEL * PEOPLE_A_CHANNEL)
        self._rig.slack.advance_to_monday()
        self._workers = [self._rig.start_ready("worker") for _ in range(plan.workers)]

    def fire(self, seed: int, record: Record) -> timedelta:
        """Let all timers fire, once each; return how late 99 of 100 are at most."""
        timers.raise_all(
            self._engine, self._plan.timers, now=self._rig.slack.clock(), within=self._plan.within
        )
        wait.until(lambda: not timers.unsettled(self._engine), within=PATIENCE)
        kills = self._kill_while_they_fall_due(random.Random(seed))  # noqa: S311 (to be repeated)
        wait.until(self._have_fired, within=PATIENCE)
        fired = timers.fired(self._engine)
        late = statistics.quantiles([each.late for each in fired], n=100)[-1]
        record("timers", self._plan.timers)
        record("kills", kills)
        record("p99 late", f"{late.total_seconds():.2f} s")
        print(f"{kills} kills; 99 of 100 timers at most {late} late")  # noqa: T201 (a figure)
        # What the killed left is looked for, and posted again if it never arrived.
        self._rig.settle(within=PATIENCE)
        self._rig.stop()
        self._rig.audit()
        times_moved = Counter(each.escalation_id for each in timers.fired(self._engine))
        assert Counter(times_moved.values()) == {1: self._plan.timers}
        # Once in the thread of the card, and once directly.
        assert Counter(self._asked().values()) == {2: self._plan.timers}
        return late

    def _kill_while_they_fall_due(self, lot: random.Random) -> int:
        clock, begin = self._rig.slack.clock, timers.first_due_at(self._engine)
        self._rig.slack.advance(begin - timedelta(seconds=1) - clock())
        kills = 0
        while (kill_at := clock() + KILLED_EVERY) < begin + self._plan.within:
            wait.until(lambda at=kill_at: clock() >= at)
            self._rig.kill(self._workers.pop(lot.randrange(len(self._workers))))
            self._workers.append(self._rig.start("worker"))
            kills += 1
        return kills

    def _have_fired(self) -> bool:
        return len(timers.fired(self._engine)) >= self._plan.timers

    def _asked(self) -> Counter[str]:
        """Return how often people read that nobody answered an escalation."""
        return Counter(
            re.findall(r"answered (ESC-\d+) in time", shown.text)[0]
            for shown in self._rig.slack.shown()
            if " in time" in shown.text
        )


OVERDUE = 200
DOWN_FOR = timedelta(days=3)


COMMANDS = {"sqlite": ["run"], "postgresql": ["worker", "worker"]}
"""What is started again: one process on SQLite, several on PostgreSQL."""


class TestRestart:
    @pytest.mark.faults
    def test_moves_each_of_two_hundred_overdue_one_level(
        self, build_rig: Callable[..., Rig], engine: Engine, record_property: Record
    ) -> None:
        """Everything was down for three days: the first moves soon, and none moves twice."""
        first, *others = COMMANDS[engine.dialect.name]
        rig = build_rig(crowd=OVERDUE // IN_A_CHANNEL * PEOPLE_A_CHANNEL)
        rig.slack.advance_to_monday()
        before = rig.start_ready(first)
        clock = rig.slack.clock
        timers.raise_all(engine, OVERDUE, now=clock(), within=timedelta(seconds=20))
        wait.until(lambda: not timers.unsettled(engine), within=PATIENCE)
        rig.kill(before)
        rig.slack.advance(DOWN_FOR)
        started = clock()
        started_again = [rig.start(command) for command in (first, *others)]
        wait.until(lambda: bool(timers.fired(engine)), within=PATIENCE)
        record_property("first moved after", f"{(clock() - started).total_seconds():.1f} s")
        wait.until(lambda: len(timers.fired(engine)) >= OVERDUE, within=PATIENCE)
        rig.settle(within=PATIENCE)
        rig.stop()
        rig.audit()
        assert started_again
        times_moved = Counter(each.escalation_id for each in timers.fired(engine))
        assert Counter(times_moved.values()) == {1: OVERDUE}
