"""The bot's processes beside a local Slack, to be killed, stopped and started again."""

import os
import random
import signal
import sys
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from tests import wait
from tests.faults.checker import Evidence, Expected, Report, check
from tests.faults.enqueue import Author
from tests.faults.evidence import read_rows
from tests.faults.nursery import Nursery
from tests.faults.progress import Progress
from tests.faults.slack import Slack
from tests.processes.running import PATIENCE, free_port

STILL_FOR = 1.6
"""Seconds without a change after which nothing moves before the clock does: every part of the bot
looks once a second."""

STEP = timedelta(seconds=31)
"""How far the clock is moved at least: two looks must be 30 s apart to count."""


@dataclass(frozen=True)
class Bot:
    """A process of the bot, and what it logs."""

    pid: int
    log: Path

    def has_logged(self, words: str) -> bool:
        """Return whether it has said so yet."""
        return self.log.exists() and words in self.log.read_text()


class Rig:
    """One database, one Slack, and as many processes of the bot as are started.

    A context manager: whatever still lives at its end is killed.
    """

    def __init__(
        self,
        nursery: Nursery,
        database_url: str,
        folder: Path,
        *,
        crowd: int = 10,
        **settings: str,
    ) -> None:
        self.database_url = database_url
        self._folder = folder
        port = free_port()
        self.slack = Slack(folder, crowd=crowd, deliver_to=f"http://127.0.0.1:{port}/slack/events")
        self._settings = {
            **self.slack.settings,
            "SLACK_APP_TOKEN": "",
            "DATABASE_URL": database_url,
            "PORT": str(port),
            "POSTS_PER_SECOND": "0",
            **settings,
        }
        self._nursery = nursery
        self.progress = Progress(database_url, self.slack.clock)
        self._alive: dict[int, Bot] = {}
        self._codes: dict[int, int] = {}
        self._logs: list[Path] = []
        self._authors: list[Author] = []
        self._last_picture: list[tuple[object, ...]] = []
        self._changed_at = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.kill_all()
        for author in self._authors:
            author.close()
        self.progress.close()
        self.slack.stop()
        sys.stderr.write(self._newest_logs())  # pytest shows it when the test has failed

    def start(self, *arguments: str, armed: str | None = None) -> Bot:
        """Start a process of the bot; `armed` says where it ends, or stops: see crashing.arm."""
        log = self._folder / f"bot-{len(self._logs) + 1}.log"
        self._logs.append(log)
        pid = self._nursery.bear(*arguments, settings=self._settings, log=log, armed=armed)
        self._alive[pid] = Bot(pid, log)
        return self._alive[pid]

    def start_ready(self, *arguments: str, armed: str | None = None) -> Bot:
        """Start a process of the bot, and wait until it runs."""
        bot = self.start(*arguments, armed=armed)
        wait.until(lambda: bot.has_logged("Lockstep is running"), within=PATIENCE)
        return bot

    def restart_until_ready(self, *arguments: str) -> Bot:
        """Start a process, and again whenever it ends before it runs, as a host does."""
        started = [self.start(*arguments)]

        def runs() -> bool:
            if self.has_ended(started[-1]):
                self.bury(started[-1])
                started.append(self.start(*arguments))
            return started[-1].has_logged("Lockstep is running")

        wait.until(runs, within=PATIENCE)
        return started[-1]

    def author(self, lot: random.Random, *, crowd: int) -> Author:
        """Return who writes messages to a crowd of that size and its channels."""
        people = [f"U0CROWD{number:04d}" for number in range(1, crowd + 1)]
        channels = [f"C0CROWD{number:04d}" for number in range(1, crowd // 10 + 1)]
        author = Author(self.database_url, people + 5 * channels, lot, self.slack.clock)
        self._authors.append(author)
        return author

    def kill(self, bot: Bot, how: int = signal.SIGKILL) -> int:
        """End a process with a signal; return how it ended."""
        if not self.has_ended(bot):
            os.kill(bot.pid, how)
        return self.bury(bot)

    def kill_all(self) -> None:
        """End every process that lives, or sleeps, at once."""
        for bot in list(self._alive.values()):
            self.kill(bot)

    def has_ended(self, bot: Bot) -> bool:
        """Return whether a process has ended by itself, or been killed."""
        if bot.pid not in self._codes:
            code = self._nursery.bury(bot.pid)
            self._codes |= {} if code is None else {bot.pid: code}
        return bot.pid in self._codes

    def bury(self, bot: Bot) -> int:
        """Wait until a process has ended; return its exit code, or minus the signal's number."""
        wait.until(lambda: self.has_ended(bot), within=PATIENCE)
        del self._alive[bot.pid]
        return self._codes.pop(bot.pid)

    def settle(self, *, within: float = PATIENCE) -> None:
        """Wait until nothing is on its way; move the clock whenever nothing moves before it does.

        `within` is in seconds of our own time.
        """
        self.pass_time_until(lambda: not self.progress.is_under_way(), within=within)
        self._assert_all_alive()

    def pass_time_until(self, happened: Callable[[], object], *, within: float = PATIENCE) -> None:
        """Wait as `settle` does, until something has happened."""
        begun = time.monotonic()
        while not happened():
            if time.monotonic() - begun > within:
                self._assert_all_alive()
                raise AssertionError(f"still waiting after {within} s: {self.progress.picture()}")
            if self._is_still() and not happened():
                self.slack.advance(max(STEP, self.progress.next_at() - self.slack.clock()))
                self._changed_at = time.monotonic()

    def copies(self, expected: Expected) -> list[int]:
        """Return the version of every copy of a message that people can see."""
        names = [name for shown in self.slack.shown() for name in shown.names]
        return [version for name, version in names if name == expected.name]

    def stop(self) -> None:
        """Ask every process to end, and make sure that they ended well and logged no error."""
        assert {self.kill(bot, signal.SIGTERM) for bot in list(self._alive.values())} <= {0}
        errors = [line for log in self._logs for line in _errors(log)]
        assert not errors, "\n".join(errors[:20])

    def audit(self) -> None:
        """Let the bot check its own database, with all that it knows must hold."""
        auditor = self.start("check")
        assert self.bury(auditor) == 0, auditor.log.read_text()

    def report(self, expected: Iterable[Expected] = ()) -> Report:
        """Return what the checker finds wrong."""
        rows = read_rows(self.database_url)
        return check(Evidence([*expected], self.slack.shown(), self.slack.calls(), rows))

    def _assert_all_alive(self) -> None:
        ended = [bot for bot in self._alive.values() if self.has_ended(bot)]
        assert not ended, "ended by itself:\n" + "\n".join(bot.log.read_text() for bot in ended)

    def _is_still(self) -> bool:
        """Return whether nothing is due until the clock is moved, or nothing changes any more."""
        picture = self.progress.picture()
        if picture != self._last_picture:
            self._last_picture, self._changed_at = picture, time.monotonic()
        time.sleep(0.02)  # between two looks
        return self.progress.nothing_is_due() or time.monotonic() - self._changed_at > STILL_FOR

    def _newest_logs(self) -> str:
        return "".join(f"{log}:\n{log.read_text()[-4000:]}\n" for log in self._logs[-3:])


def _errors(log: Path) -> list[str]:
    return [
        line for line in log.read_text().splitlines() if " ERROR " in line or "Traceback" in line
    ]
