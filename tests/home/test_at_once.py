"""Several people and processes at once, on both databases: every Home ends fresh."""

import contextlib
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import sqlalchemy

from bot.db import UNAVAILABLE
from bot.escalations.operations import owning
from bot.home import jobs, notices, operations
from bot.home.models import Feed, Home
from bot.outbox.models import OutboxMessage
from tests.escalations.world import BO, IVAN, World

TRIES = 20
"""Whoever waited 2 s for a connection is told to try again, and does here."""


def at_once(*acts: Callable[[], object]) -> None:
    """Do everything at the same moment."""
    gate = threading.Barrier(len(acts))

    def act(this: Callable[[], object]) -> None:
        gate.wait()
        for _try in range(TRIES):
            with contextlib.suppress(*UNAVAILABLE):
                this()
                return
        raise AssertionError(f"unavailable {TRIES} times in a row")

    with ThreadPoolExecutor(len(acts)) as crowd:
        list(crowd.map(act, acts))


def look(world: World, user_id: str = IVAN) -> None:
    """Open somebody's Home."""
    with world.transaction() as session:
        home = operations.open_(
            session, workspace_id=world.workspace_id, user_id=user_id, now=world.clock()
        )
        notices.show(session, home, seen=None, now=world.clock())


def refresh(world: World) -> None:
    jobs.refresh(transaction=world.transaction, now=world.clock())


def shown(world: World, user_id: str = IVAN) -> tuple[str, int]:
    """Return the first heading of what is to be published, and how often that was changed."""
    with world.transaction() as session:
        message = session.scalars(
            sqlalchemy.select(OutboxMessage).where(OutboxMessage.key == f"home:{user_id}")
        ).one()
    return message.payload["blocks"][1]["text"]["text"], message.version


class TestOpen:
    def test_makes_one_home_however_often_it_is_opened(self, world: World) -> None:
        at_once(*[lambda: look(world)] * 10)
        with world.transaction() as session:
            assert session.scalar(sqlalchemy.select(sqlalchemy.func.count(Home.id))) == 1
            assert session.scalar(sqlalchemy.select(sqlalchemy.func.count(Feed.id))) == 1
        assert shown(world)[0] == "Waiting on me"


class TestRefresh:
    def test_publishes_each_home_once_however_many_sweep(self, world: World) -> None:
        look(world)
        refresh(world)
        _heading, before = shown(world)
        world.raise_one()
        at_once(*[lambda: refresh(world)] * 5)
        refresh(world)  # all five may have passed one another's rows over
        assert shown(world) == ("Waiting on me (1)", before + 1)

    def test_ends_with_what_is_so_whoever_opens_raises_and_sweeps_meanwhile(
        self, world: World
    ) -> None:
        taken = [world.raise_one() for _ in range(5)]

        def take(escalation_id: int) -> None:
            with world.transaction() as session:
                owning.acknowledge(
                    session, world.workspace_id, escalation_id, by=BO, now=world.clock()
                )

        acts: list[Callable[[], object]] = [lambda: look(world), lambda: look(world, BO)]
        acts += [lambda: refresh(world)] * 2
        acts += [lambda each=each: take(each) for each in taken]
        acts += [world.raise_one] * 3
        at_once(*acts)
        refresh(world)
        assert shown(world)[0] == "Waiting on me (3)"
        assert shown(world, BO)[0] == "Waiting on me (8)"
        with world.transaction() as session:
            stale = sqlalchemy.select(Home.id).where(Home.stale_at.is_not(None))
            assert session.scalars(stale).all() == []
