"""The metronome: calls each sweep at its interval; what is due is a question to the database."""

import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.jobstores.base import JobLookupError
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger
from sqlalchemy.orm import Session

from bot import db
from bot.clock import Clock, utc_now
from bot.db import UNAVAILABLE, Transaction

logger = logging.getLogger(__name__)

Item = TypeVar("Item")

LATE_AFTER = 10
"""A tick is late when it has not ended well for this many of its intervals."""

LOG_AGES_EVERY = timedelta(minutes=1)

AT_ONCE = timedelta(milliseconds=50)
"""The shortest sleep: between it and the next turn others get the database."""


class Sweep(Protocol):
    """Does what is due at `now`; doing it twice, or in two processes at once, changes nothing."""

    def __call__(self, *, transaction: Transaction, now: datetime) -> datetime | None:
        """Ask what is due, act, and mark it done in the same transaction.

        Return when the next row falls due, or `now` if more is due already than one turn takes;
        None if that is not known, or not soon.
        """


Schedule = Mapping[str, tuple[timedelta, Sweep]]


class Ticks:
    """Runs sweeps at their intervals, and knows how long ago each last ended well."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        self._every: dict[str, float] = {}
        self._ended_well: dict[str, float] = {}

    def expect(self, name: str, every: timedelta) -> None:
        """Take `name` for late unless somebody runs it under `guard` at least every `every`."""
        self._every[name] = every.total_seconds()

    @contextmanager
    def guard(self, name: str) -> Iterator[None]:
        """Log what one run of `name` raises, so that it stops nobody else."""
        try:
            yield
        except UNAVAILABLE as error:
            logger.warning("tick %s: database unavailable: %s", name, db.reason(error))
        except Exception:
            logger.exception("tick %s failed", name)
        else:
            self._ended_well[name] = time.monotonic()

    def add(self, name: str, every: timedelta, act: Callable[[], timedelta | None]) -> None:
        """Call `act` every `every`, and sooner if it returns how soon it wants to be called."""
        self.expect(name, every)

        def run() -> None:
            sooner = None
            with self.guard(name):
                sooner = act()
            if sooner is not None and sooner < every:
                self._bring_forward(name, max(sooner, AT_ONCE))

        self._scheduler.add_job(run, IntervalTrigger(seconds=every.total_seconds()), id=name)

    def add_sweeps(self, schedule: Schedule, *, transaction: Transaction, clock: Clock) -> None:
        """Add every sweep of `schedule`; each is given the time at which it is called."""
        for name, (every, sweep) in schedule.items():
            self.add(name, every, _at_the_time(sweep, transaction, clock))

    def start(self) -> None:
        """Begin ticking."""
        started = time.monotonic()
        self._ended_well = dict.fromkeys(self._every, started)
        self._scheduler.add_job(self._log_ages, IntervalTrigger(seconds=LOG_AGES_EVERY.seconds))
        self._scheduler.start()

    def ages(self) -> dict[str, float]:
        """Return how many seconds ago each tick last ended well."""
        now = time.monotonic()
        return {name: now - self._ended_well.get(name, now) for name in self._every}

    def late(self) -> list[str]:
        """Return the names of the ticks that are ten times late."""
        return [name for name, age in self.ages().items() if age > LATE_AFTER * self._every[name]]

    def stop(self) -> None:
        """Begin no more ticks."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    def _bring_forward(self, name: str, within: timedelta) -> None:
        with suppress(JobLookupError):  # stopped meanwhile
            self._scheduler.modify_job(name, next_run_time=utc_now() + within)

    def _log_ages(self) -> None:
        ages = ", ".join(f"{name} {age:.1f}" for name, age in self.ages().items())
        logger.info("seconds since each tick ended well: %s", ages)


def for_all(
    transaction: Transaction,
    find: Callable[[Session], Sequence[Item]],
    act: Callable[[Session, Sequence[Item]], object],
) -> int:
    """Call `act` with all rows that `find` returns, in one transaction; return how many there were.

    If that fails, with each of them alone: what fails then is undone by itself and does not stop
    the rest. The failures are raised together once the rest is committed.
    """
    try:
        with transaction() as session:
            found = find(session)
            act(session, found)
            return len(found)
    except UNAVAILABLE:
        raise  # no row's fault: none of them can be written
    except Exception:
        logger.warning("some rows cannot be handled: now each by itself", exc_info=True)
        return _for_each(transaction, find, act)


def _for_each(
    transaction: Transaction,
    find: Callable[[Session], Sequence[Item]],
    act: Callable[[Session, Sequence[Item]], object],
) -> int:
    failures: list[Exception] = []
    with transaction() as session:
        found = find(session)
        for item in found:
            try:
                with session.begin_nested():
                    act(session, [item])
            except UNAVAILABLE:
                raise
            except Exception as error:  # raised below: one bad row must not stop the rest
                failures.append(error)
    if failures:
        raise ExceptionGroup("some rows failed", failures)
    return len(found)


def _at_the_time(
    sweep: Sweep, transaction: Transaction, clock: Clock
) -> Callable[[], timedelta | None]:
    def act() -> timedelta | None:
        next_at = sweep(transaction=transaction, now=clock())
        return next_at - clock() if next_at else None

    return act
