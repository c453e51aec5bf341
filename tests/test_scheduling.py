"""The metronome: what it calls and when, how it takes failures, how it knows that it is late."""

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot import scheduling
from bot.db import Transaction
from bot.scheduling import LATE_AFTER, Ticks
from tests import wait
from tests.clock import MovedClock

SOON = timedelta(milliseconds=20)
NEVER = timedelta(days=1)
AT_ONCE = timedelta(0)


@pytest.fixture
def ticks() -> Iterator[Ticks]:
    ticks = Ticks()
    yield ticks
    ticks.stop()


class Counted:
    """Counts its calls; asks to be called `sooner`, or raises what it is told to."""

    def __init__(
        self, failure: Exception | None = None, *, sooner: timedelta | None = None
    ) -> None:
        self.calls = 0
        self.failure = failure
        self._sooner = sooner

    def __call__(self) -> timedelta | None:
        self.calls += 1
        if self.failure:
            raise self.failure
        return self._sooner


def lost() -> OperationalError:
    return OperationalError("SELECT 1", {}, ConnectionError("the words of a person"))


class TestAdd:
    def test_calls_again_and_again(self, ticks: Ticks) -> None:
        act = Counted()
        ticks.add("it", SOON, act)
        ticks.start()
        wait.until(lambda: act.calls >= 3)

    @pytest.mark.expected_errors("tick it failed")
    def test_goes_on_after_a_failure(self, ticks: Ticks) -> None:
        act = Counted(KeyError("x"))
        ticks.add("it", SOON, act)
        ticks.start()
        wait.until(lambda: act.calls >= 3)

    @pytest.mark.expected_errors("tick failing failed")
    def test_lets_no_failure_stop_the_others(self, ticks: Ticks) -> None:
        failing, away, other = Counted(KeyError("x")), Counted(lost()), Counted()
        for name, act in (("failing", failing), ("away", away), ("other", other)):
            ticks.add(name, SOON, act)
        ticks.start()
        wait.until(lambda: min(failing.calls, away.calls, other.calls) >= 3)

    def test_does_not_call_what_is_still_running(self, ticks: Ticks) -> None:
        running, go_on, other = threading.Semaphore(0), threading.Event(), Counted()

        def slow() -> None:
            running.release()
            assert go_on.wait(10)

        ticks.add("slow", SOON, slow)
        ticks.add("other", SOON, other)
        ticks.start()
        assert running.acquire(timeout=10)
        wait.until(lambda: other.calls >= 5)
        assert not running.acquire(blocking=False)
        go_on.set()
        assert running.acquire(timeout=10)


class TestAddOfWhatComesSooner:
    @pytest.fixture(autouse=True)
    def first_call_at_once(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """An interval's first call comes at its end, which here would be tomorrow."""
        monkeypatch.setattr(scheduling, "IntervalTrigger", _FirstAtOnce)

    @pytest.mark.parametrize("sooner", [SOON, AT_ONCE, -NEVER], ids=["soon", "now", "overdue"])
    def test_is_called_when_it_asks_to_be(self, ticks: Ticks, sooner: timedelta) -> None:
        act = Counted(sooner=sooner)
        ticks.add("it", NEVER, act)
        ticks.start()
        wait.until(lambda: act.calls >= 3)

    @pytest.mark.parametrize("later", [None, NEVER, NEVER * 2], ids=["unknown", "then", "later"])
    def test_is_called_at_its_interval_at_the_latest(
        self, ticks: Ticks, later: timedelta | None
    ) -> None:
        act, beat = Counted(sooner=later), Counted(sooner=SOON)
        ticks.add("it", NEVER, act)
        ticks.add("beat", NEVER, beat)
        ticks.start()
        wait.until(lambda: beat.calls >= 5)
        assert act.calls == 1

    @pytest.mark.expected_errors("tick it failed")
    def test_is_called_at_its_interval_after_a_failure(self, ticks: Ticks) -> None:
        act, beat = Counted(KeyError("x"), sooner=AT_ONCE), Counted(sooner=SOON)
        ticks.add("it", NEVER, act)
        ticks.add("beat", NEVER, beat)
        ticks.start()
        wait.until(lambda: beat.calls >= 5)
        assert act.calls == 1

    def test_may_ask_after_the_end(self, ticks: Ticks) -> None:
        running, go_on, ended = threading.Event(), threading.Event(), threading.Event()

        def act() -> timedelta:
            running.set()
            assert go_on.wait(10)
            ended.set()
            return AT_ONCE

        ticks.add("it", NEVER, act)
        ticks.start()
        assert running.wait(10)
        ticks.stop()
        go_on.set()
        assert ended.wait(10)


class _FirstAtOnce(scheduling.IntervalTrigger):  # type: ignore[misc] # APScheduler has no types
    """An interval whose first tick comes at its beginning."""

    def get_next_fire_time(
        self, previous_fire_time: datetime | None, now: datetime
    ) -> datetime | None:
        if previous_fire_time is None and self.interval >= NEVER:
            return now
        following: datetime | None = super().get_next_fire_time(previous_fire_time, now)
        return following


class TestAddSweeps:
    def test_gives_each_the_time_at_which_it_is_called(
        self, ticks: Ticks, transaction: Transaction, clock: MovedClock
    ) -> None:
        told: list[tuple[Transaction, datetime]] = []

        def sweep(*, transaction: Transaction, now: datetime) -> None:
            told.append((transaction, now))

        ticks.add_sweeps({"it": (SOON, sweep)}, transaction=transaction, clock=clock)
        ticks.start()
        wait.until(lambda: told)
        clock.advance(days=1)
        wait.until(lambda: told[-1] == (transaction, clock()))

    @pytest.mark.parametrize("early", [timedelta(milliseconds=30), AT_ONCE, -NEVER])
    def test_calls_each_at_the_instant_it_names(
        self,
        ticks: Ticks,
        transaction: Transaction,
        clock: MovedClock,
        monkeypatch: pytest.MonkeyPatch,
        early: timedelta,
    ) -> None:
        monkeypatch.setattr(scheduling, "IntervalTrigger", _FirstAtOnce)
        calls: list[datetime] = []

        def sweep(*, transaction: Transaction, now: datetime) -> datetime:
            calls.append(now)
            return now + early

        ticks.add_sweeps({"it": (NEVER, sweep)}, transaction=transaction, clock=clock)
        ticks.start()
        wait.until(lambda: len(calls) >= 3)


class TestGuard:
    def test_counts_what_ends_well(self, ticks: Ticks) -> None:
        ticks.expect("it", SOON)
        ticks.start()
        wait.until(lambda: ticks.late() == ["it"])
        with ticks.guard("it"):
            pass
        assert ticks.late() == []

    def test_warns_while_the_database_is_away(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        with ticks.guard("it"):
            raise lost()
        (record,) = caplog.records
        assert record.levelno == logging.WARNING
        assert record.getMessage() == "tick it: database unavailable: OperationalError"

    @pytest.mark.expected_errors("tick it failed")
    def test_logs_any_other_failure_with_its_traceback(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        with ticks.guard("it"):
            raise KeyError("x")
        (record,) = caplog.records
        assert record.exc_info
        assert record.exc_info[0] is KeyError

    @pytest.mark.parametrize("end", [SystemExit, KeyboardInterrupt])
    def test_lets_the_end_of_the_process_through(
        self, ticks: Ticks, end: type[BaseException]
    ) -> None:
        with pytest.raises(end), ticks.guard("it"):
            raise end

    def test_keeps_the_words_of_a_lost_query_out_of_the_log(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG), ticks.guard("it"):
            raise lost()
        assert "words of a person" not in caplog.text


class TestAges:
    def test_are_nothing_before_the_start(self, ticks: Ticks) -> None:
        ticks.expect("one", SOON)
        ticks.add("two", SOON, Counted())
        assert ticks.ages() == {"one": 0, "two": 0}

    @pytest.mark.expected_errors("tick failing failed")
    def test_grow_until_a_run_ends_well(self, ticks: Ticks) -> None:
        act = Counted(KeyError("x"))
        ticks.add("failing", SOON, act)
        ticks.start()
        wait.until(lambda: ticks.ages()["failing"] > 0.1)
        assert act.calls
        before = ticks.ages()["failing"]
        act.failure = None
        wait.until(lambda: ticks.ages()["failing"] < before)

    def test_are_logged_every_minute(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert timedelta(minutes=1) == scheduling.LOG_AGES_EVERY
        monkeypatch.setattr(scheduling, "LOG_AGES_EVERY", timedelta(seconds=1))
        ticks.expect("one", NEVER)
        ticks.add("two", NEVER, Counted())
        with caplog.at_level(logging.INFO, "bot.scheduling"):
            ticks.start()
            wait.until(lambda: caplog.messages)
        said = caplog.messages[0]
        assert said.startswith("seconds since each tick ended well: one ")
        assert ", two " in said


class TestLate:
    def test_is_nobody_before_the_start(self, ticks: Ticks) -> None:
        ticks.add("it", timedelta(microseconds=1), Counted())
        ticks.expect("other", timedelta(microseconds=1))
        assert ticks.late() == []

    @pytest.mark.expected_errors("tick failing failed")
    def test_names_what_has_not_ended_well_for_ten_intervals(self, ticks: Ticks) -> None:
        ticks.add("failing", SOON, Counted(KeyError("x")))
        ticks.add("away", SOON, Counted(lost()))
        ticks.add("patient", NEVER, Counted())
        ticks.expect("forgotten", SOON)
        ticks.start()
        took = wait.until(lambda: ticks.late() == ["failing", "away", "forgotten"])
        assert took > (LATE_AFTER - 1) * SOON.total_seconds()


class TestStop:
    def test_begins_no_more_ticks(self, ticks: Ticks) -> None:
        act = Counted()
        ticks.add("it", SOON, act)
        ticks.start()
        wait.until(lambda: act.calls)
        ticks.stop()
        other, calls = Ticks(), act.calls
        beat = Counted()
        other.add("other", SOON, beat)
        other.start()
        wait.until(lambda: beat.calls >= 3)
        other.stop()
        assert act.calls <= calls + 1  # one may have been under way

    def test_may_come_without_a_start(self) -> None:
        Ticks().stop()
