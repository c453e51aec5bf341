"""Writes messages into the outbox as the bot's slices do, and knows what must be seen of each."""

import random
from collections.abc import Callable, Sequence
from dataclasses import replace

import sqlalchemy
from sqlalchemy.orm import Session

from bot import outbox
from bot.clock import Clock
from bot.db import UNAVAILABLE, build_engine, sessions
from bot.outbox import Draft
from tests import wait
from tests.faults.checker import Expected

BATCH = 25
"""Messages in one transaction: a fan-out commits in slices, so that others get the database."""

IN_A_THREAD = 0.15
CHANGED = 0.15
"""How many of the messages go into a thread, and how often one that was written is changed."""

Act = Callable[[Session], None]


class Author:
    """Writes messages `r-1`, `r-2`… to places drawn by lot, and keeps what is to be seen."""

    def __init__(
        self, database_url: str, places: Sequence[str], lot: random.Random, clock: Clock
    ) -> None:
        self.expected: dict[str, Expected] = {}
        self._engine = build_engine(database_url)
        self._transaction = sessions(self._engine).begin
        self._places = places
        self._lot = lot
        self._clock = clock
        with self._engine.connect() as connection:
            ids = connection.execute(sqlalchemy.text("SELECT min(id) FROM workspaces"))
            self._workspace_id: int = ids.scalar_one()

    def write(self, number: int) -> None:
        """Write so many messages; between them some change that were written before."""
        for begun in range(0, number, BATCH):
            self._commit([act for _ in range(min(BATCH, number - begun)) for act in self._next()])

    def post(self, destination: str) -> Expected:
        """Write one message to a place."""
        expected, act = self._post(destination)
        self._commit([act])
        return expected

    def reply(self, to: Expected) -> Expected:
        """Write one message into the thread of another."""
        expected, act = self._reply(to)
        self._commit([act])
        return expected

    def change(self, expected: Expected) -> Expected:
        """Let a message read differently; return it as it is to be seen now."""
        self._commit([self._change(expected)])
        return self.expected[expected.name]

    @property
    def newest(self) -> Expected:
        """The message that was written last."""
        return list(self.expected.values())[-1]

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def _commit(self, acts: Sequence[Act]) -> None:
        """Do all of it in one transaction, and again if the database was busy."""

        def done() -> bool:
            try:
                with self._transaction() as session:
                    for act in acts:
                        act(session)
            except UNAVAILABLE:
                return False
            return True

        wait.until(done, within=30)

    def _next(self) -> list[Act]:
        written = list(self.expected.values())
        if written and self._lot.random() < IN_A_THREAD:
            first = self._lot.choice(written)
            acts = [self._reply(self.expected[first.thread_of or first.name])[1]]
        else:
            acts = [self._post(self._lot.choice(self._places))[1]]
        if written and self._lot.random() < CHANGED:
            acts.append(self._change(self.expected[self._lot.choice(written).name]))
        return acts

    def _post(self, destination: str) -> tuple[Expected, Act]:
        new = self._expect(destination, None)

        def act(session: Session) -> None:
            draft = Draft(new.name, destination, _text(new))
            outbox.post(session, draft, workspace_id=self._workspace_id, now=self._clock())

        return new, act

    def _reply(self, to: Expected) -> tuple[Expected, Act]:
        new = self._expect(to.destination, to.name)

        def act(session: Session) -> None:
            reply = outbox.Reply(to.name, new.name, _text(new))
            outbox.reply(session, reply, workspace_id=self._workspace_id, now=self._clock())

        return new, act

    def _change(self, expected: Expected) -> Act:
        newer = replace(expected, version=self.expected[expected.name].version + 1)
        self.expected[newer.name] = newer

        def act(session: Session) -> None:
            change = outbox.Change(newer.name, _text(newer))
            outbox.update(session, change, workspace_id=self._workspace_id, now=self._clock())

        return act

    def _expect(self, destination: str, thread_of: str | None) -> Expected:
        new = Expected(f"r-{len(self.expected) + 1}", 1, destination, thread_of)
        self.expected[new.name] = new
        return new


def _text(expected: Expected) -> str:
    return f"[{expected.name} v{expected.version}] The words of a message"
