"""The metronome: calls each sweep at its interval; what is due is a question to the database."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Protocol, TypeVar

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.interval import IntervalTrigger

from bot import db
from bot.clock import Clock
from bot.db import UNAVAILABLE, Transaction

logger = logging.getLogger(__name__)

Item = TypeVar("Item")
Result = TypeVar("Result")

LATE_AFTER = 10
"""A tick is late when it has not ended well for this many of its intervals."""


class Sweep(Protocol):
    """Does what is due at `now`; doing it twice, or in two processes at once, changes nothing."""

    def __call__(self, *, transaction: Transaction, now: datetime) -> None:
        """Ask what is due, act, and mark it done in the same transaction."""


Schedule = Mapping[str, tuple[timedelta, Sweep]]


class Ticks:
    """Runs sweeps and other callables at their intervals, and knows how late each one is."""

    def __init__(self) -> None:
        self._scheduler = BackgroundScheduler(
            executors={"default": ThreadPoolExecutor(4)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
            timezone="UTC",
        )
        self._every: dict[str, float] = {}
        self._ended_well: dict[str, float] = {}

    def add(self, name: str, every: timedelta, act: Callable[[], object]) -> None:
        """Call `act` every `every`."""
        guarded = self.watch(name, every, act)
        self._scheduler.add_job(guarded, IntervalTrigger(seconds=self._every[name]), id=name)

    def watch(
        self, name: str, every: timedelta, act: Callable[[], Result]
    ) -> Callable[[], Result | None]:
        """Return `act` for somebody else to call at least every `every`.

        What it raises is logged, and None returned instead.
        """
        self._every[name] = every.total_seconds()

        def guarded() -> Result | None:
            try:
                result = act()
            except UNAVAILABLE as error:
                logger.warning("tick %s: database unavailable: %s", name, db.reason(error))
                return None
            except Exception:
                logger.exception("tick %s failed", name)
                return None
            self._ended_well[name] = time.monotonic()
            return result

        return guarded

    def add_sweeps(self, schedule: Schedule, *, transaction: Transaction, clock: Clock) -> None:
        """Add every sweep of `schedule`; each is given the time at which it is called."""
        for name, (every, sweep) in schedule.items():
            self.add(name, every, _at_the_time(sweep, transaction, clock))

    def start(self) -> None:
        """Begin ticking."""
        started = time.monotonic()
        self._ended_well = dict.fromkeys(self._every, started)
        self._scheduler.start()

    def late(self) -> list[str]:
        """Return the names of the ticks that are ten times late."""
        now = time.monotonic()
        return [
            name
            for name, every in self._every.items()
            if now - self._ended_well.get(name, now) > LATE_AFTER * every
        ]

    def stop(self) -> None:
        """Begin no more ticks."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)


class Waker:
    """A thread that, when woken, calls `act` until it has nothing more to do."""

    def __init__(self, name: str, act: Callable[[], bool | None]) -> None:
        """`act` returns whether it should be called once more."""
        self._act = act
        self._woken = threading.Event()
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)

    def start(self) -> None:
        """Begin to listen for `wake`."""
        self._thread.start()

    def wake(self) -> None:
        """Let `act` be called at once; costs the caller microseconds."""
        self._woken.set()

    def stop(self, within: timedelta) -> None:
        """Call `act` no more, and wait for the call under way."""
        self._stopping.set()
        self._woken.set()
        if self._thread.is_alive():
            self._thread.join(within.total_seconds())

    def _run(self) -> None:
        while not self._stopping.is_set():
            self._woken.wait()
            self._woken.clear()
            while not self._stopping.is_set() and self._act():
                pass


def for_each(items: Iterable[Item], act: Callable[[Item], object]) -> None:
    """Call `act` with each item, also after one failed; raise the failures together at the end."""
    failures = []
    for item in items:
        try:
            act(item)
        except Exception as error:  # raised below: one bad row must not stop the rest
            failures.append(error)
    if failures:
        raise ExceptionGroup("some rows failed", failures)


def _at_the_time(sweep: Sweep, transaction: Transaction, clock: Clock) -> Callable[[], None]:
    return lambda: sweep(transaction=transaction, now=clock())
