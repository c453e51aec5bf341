"""The metronome: what it calls, how it takes failures, and how it knows that it is late."""

import logging
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy.exc import OperationalError

from bot.db import Transaction
from bot.scheduling import LATE_AFTER, Ticks
from tests import wait
from tests.clock import MovedClock

SOON = timedelta(milliseconds=20)
NEVER = timedelta(days=1)


@pytest.fixture
def ticks() -> Iterator[Ticks]:
    ticks = Ticks()
    yield ticks
    ticks.stop()


class Counted:
    """Counts its calls, and raises what it is told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.calls = 0
        self._failure = failure

    def __call__(self) -> int:
        self.calls += 1
        if self._failure:
            raise self._failure
        return self.calls


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


class TestWatch:
    def test_hands_the_result_on(self, ticks: Ticks) -> None:
        assert ticks.watch("it", SOON, lambda: 7)() == 7

    def test_gives_none_while_the_database_is_away(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert ticks.watch("it", SOON, Counted(lost()))() is None
        assert caplog.messages == ["tick it: database unavailable: OperationalError"]

    @pytest.mark.expected_errors("tick it failed")
    def test_logs_any_other_failure_with_its_traceback(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        assert ticks.watch("it", SOON, Counted(KeyError("x")))() is None
        (record,) = caplog.records
        assert record.exc_info
        assert record.exc_info[0] is KeyError


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


class TestLate:
    def test_is_nobody_before_the_start(self, ticks: Ticks) -> None:
        ticks.add("it", timedelta(microseconds=1), Counted())
        assert ticks.late() == []

    @pytest.mark.expected_errors("tick failing failed")
    def test_names_what_has_not_ended_well_for_ten_intervals(self, ticks: Ticks) -> None:
        ticks.add("failing", SOON, Counted(KeyError("x")))
        ticks.add("away", SOON, Counted(lost()))
        ticks.add("patient", NEVER, Counted())
        ticks.start()
        took = wait.until(lambda: ticks.late() == ["failing", "away"])
        assert took > (LATE_AFTER - 1) * SOON.total_seconds()

    def test_forgives_what_ends_well_again(self, ticks: Ticks) -> None:
        act = ticks.watch("it", SOON, Counted())
        ticks.start()
        wait.until(lambda: ticks.late() == ["it"])
        wait.until(lambda: act() and ticks.late() == [])


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


class TestLogging:
    def test_keeps_the_words_of_a_lost_query_out_of_the_log(
        self, ticks: Ticks, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.DEBUG):
            ticks.watch("it", SOON, Counted(lost()))()
        assert "words of a person" not in caplog.text
