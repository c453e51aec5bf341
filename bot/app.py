"""The composition root: builds every part from the settings, starts them, and stops them in order.

Two halves: the doors, through which Slack comes in (`web`), and the clockwork, which sends and
sweeps (`worker`). `run` has both in one process.
"""

import time
from collections.abc import Iterator
from datetime import timedelta

from sqlalchemy import event
from sqlalchemy.orm import Session

from bot import db, features, introduction, parts, schema, web
from bot.clock import utc_now
from bot.config import ConfigError, Settings
from bot.db import UNAVAILABLE, Transaction
from bot.errors import BotError
from bot.outbox.jobs.courier import Courier
from bot.outbox.operations.writing import WRITTEN
from bot.scheduling import Ticks
from bot.slack import guard
from bot.slack.socket_mode import SocketMode
from bot.web import Check, Server


class Lockstep:
    """Every part, wired; `start` and `stop` once each."""

    def __init__(self, settings: Settings, *, doors: bool = True, clockwork: bool = True) -> None:
        """Reach the database and Slack. Raises ConfigError or BotError if either can't be used."""
        self.settings = settings
        self.clock = parts.clock_for(settings)
        self.engine = db.build_engine(settings.database_url)
        sessions = db.sessions(self.engine)
        self.transaction: Transaction = sessions.begin
        self.ticks = Ticks()
        try:
            parts.require_schema(self.engine)
            workspace = introduction.introduce(
                parts.slack_client(settings), self.transaction, self.clock
            )
        except (BotError, ConfigError):
            self.engine.dispose()
            raise
        self._courier: Courier | None = None
        self._socket: SocketMode | None = None
        self._server: Server | None = None
        if clockwork:
            self._add_clockwork(workspace.id)
            event.listen(sessions, "after_commit", self._wake_courier)
        if doors:
            self._add_doors()

    @property
    def port(self) -> int | None:
        """The TCP port that is listened on, once started; None without doors."""
        return self._server.port if self._server else None

    def start(self) -> None:
        """Open the doors and let the clock tick."""
        if self._server:
            self._server.start()
        if self._courier:
            self.ticks.start()
            self._courier.start()
        if self._socket:
            self._socket.connect()

    def stop(self, within: timedelta = timedelta(seconds=10)) -> None:
        """Close the doors, and finish what was begun; what takes longer than `within` is cut."""
        deadline = time.monotonic() + within.total_seconds()
        self.ticks.stop()
        if self._socket:
            self._socket.close(deadline - time.monotonic())
        if self._server:
            self._server.stop(max(0.0, deadline - time.monotonic()))
        if self._courier:
            self._courier.stop(timedelta(seconds=max(0.0, deadline - time.monotonic())))
        db.close(self.engine, within=timedelta(seconds=deadline - time.monotonic()))

    def checks(self) -> list[Check]:
        """Return what `readyz` shows: database, schema, ticks, and the line to Slack."""
        checks = [self._check_database(), *self._check_ticks()]
        if self._socket:
            trouble = self._socket.trouble()
            checks.append(Check("socket mode", trouble is None, trouble or ""))
        return checks

    def _add_clockwork(self, workspace_id: int) -> None:
        slack = parts.web_api(self.settings, {workspace_id: self.settings.slack_bot_token})
        self._courier = parts.courier(
            self.settings, slack, self.transaction, self.clock, self.ticks
        )
        self.ticks.add_sweeps(features.SCHEDULE, transaction=self.transaction, clock=self.clock)

    def _add_doors(self) -> None:
        settings = self.settings
        bolt = parts.build_bolt(settings, self.transaction, self.clock)
        slack = None
        if settings.slack_signing_secret:
            # The signature's age is checked against the real clock, however ours was moved.
            slack = guard.protect(bolt, secret=settings.slack_signing_secret, now=utc_now)
        self._server = Server(
            web.build(slack=slack, checks=self.checks), host=settings.host, port=settings.port
        )
        if settings.slack_app_token:
            self._socket = SocketMode(bolt, app_token=settings.slack_app_token)

    def _wake_courier(self, session: Session) -> None:
        if session.info.pop(WRITTEN, False) and self._courier:
            self._courier.wake()

    def _check_ticks(self) -> Iterator[Check]:
        late = self.ticks.late()
        for name, age in self.ticks.ages().items():
            yield Check(f"tick {name}", name not in late, f"last ended well {age:.1f} s ago")

    def _check_database(self) -> Check:
        try:
            current = schema.is_current(self.engine)
        except UNAVAILABLE as error:
            return Check("database", False, f"does not answer ({type(error).__name__})")
        return Check("database", current, "the schema is old: run `python -m bot migrate`")
