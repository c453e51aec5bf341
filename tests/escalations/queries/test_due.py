"""What is asked about escalations, on both databases."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Connection, Engine, event, insert, text

from bot import outbox
from bot.errors import NotFound
from bot.escalations.models import Escalation
from bot.escalations.operations import answering, owning
from bot.escalations.queries import due
from bot.escalations.rules import Kind, State, Urgency
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP
from bot.outbox.rules.states import State as MessageState
from tests.escalations.world import IVAN, MAYA, World

PARKED = MessageState.PARKED
ON_ITS_WAY = [
    each for each in MessageState if each is not MessageState.SENT and each not in GIVEN_UP
]
on_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
CLOSED = 3000
"""Escalations of other times: enough for a planner to prefer an index."""


def overdue(world: World, *, limit: int = 100) -> list[int]:
    """Return the ids of what is overdue now."""
    with world.transaction() as session:
        found = due.lock_due(session, now=world.clock(), limit=limit)
    return [escalation.id for escalation, _delivered_at in found]


def told(world: World) -> list[tuple[int, datetime | None]]:
    """Return what is overdue now, and when those who are asked were told."""
    with world.transaction() as session:
        found = due.lock_due(session, now=world.clock(), limit=100)
    return [(escalation.id, told_at) for escalation, told_at in found]


def becomes(world: World, state: MessageState, **values: Any) -> None:
    """Let the notice of ESC-1 come to `state`."""
    with world.transaction() as session:
        session.execute(
            sqlalchemy.update(OutboxMessage)
            .where(OutboxMessage.key == world.get(1).notice_key)
            .values(state=state, **values)
        )


class TestGetEscalation:
    def test_brings_both_teams_and_their_people(self, world: World) -> None:
        escalation = world.get(world.raise_one())
        assert escalation.raising_team.leads == [MAYA]
        assert IVAN in escalation.answering_team.leads
        assert escalation.answering_team.sponsors == escalation.raising_team.sponsors

    def test_says_so_when_there_is_none(self, world: World) -> None:
        with pytest.raises(NotFound, match=r"Please look for its newest message\.$"):
            world.get(4711)


class TestLockDue:
    def test_finds_what_nobody_took_in_time(self, world: World) -> None:
        escalation_id, delivered_at = world.raise_one(), world.clock()
        world.deliver(escalation_id, at=delivered_at)
        world.clock.advance(minutes=29, seconds=59)
        assert overdue(world) == []
        world.clock.advance(seconds=1)
        with world.transaction() as session:
            found = due.lock_due(session, now=world.clock(), limit=1)
        assert [(each.id, told_at) for each, told_at in found] == [(escalation_id, delivered_at)]

    def test_passes_over_what_was_not_delivered(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.clock.advance(days=2)
        assert overdue(world) == []
        world.deliver(escalation_id, at=world.clock())
        assert overdue(world) == [escalation_id]

    def test_finds_what_somebody_has_whatever_became_of_its_notice(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.move(owning.acknowledge, escalation_id, IVAN)
        world.until_due(escalation_id)
        with world.transaction() as session:
            found = due.lock_due(session, now=world.clock(), limit=1)
        asked_at = world.get(escalation_id).asked_at
        assert [(each.id, told_at) for each, told_at in found] == [(escalation_id, asked_at)]

    @pytest.mark.parametrize("state", [each for each in ON_ITS_WAY if each is not PARKED])
    def test_passes_over_a_notice_on_its_way(self, world: World, state: MessageState) -> None:
        world.deliver(world.raise_one(), at=world.clock())
        becomes(world, state, sent_at=None, ts=None)
        world.clock.advance(days=2)
        assert overdue(world) == []

    def test_finds_what_can_be_posted_nowhere_as_told_to_nobody(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        becomes(world, PARKED, sent_at=None, ts=None)
        world.clock.advance(minutes=30)
        assert told(world) == [(escalation_id, None)]

    def test_finds_what_waits_below_a_card_that_can_be_posted_nowhere(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        becomes(world, PARKED, sent_at=None, ts=None)
        with world.transaction() as session:
            escalation = world.get(escalation_id)
            reply = outbox.Reply(escalation.notice_key, "below", "Somebody else is asked")
            outbox.reply(session, reply, workspace_id=world.workspace_id, now=world.clock())
            session.execute(sqlalchemy.update(Escalation).values(notice_key="below"))
        world.clock.advance(minutes=30)
        assert told(world) == [(escalation_id, None)]

    @pytest.mark.parametrize("state", ON_ITS_WAY)
    def test_finds_what_was_delivered_and_is_being_redrawn(
        self, world: World, state: MessageState
    ) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        becomes(world, state)
        world.clock.advance(minutes=30)
        assert overdue(world) == [escalation_id]

    @pytest.mark.parametrize("state", GIVEN_UP)
    def test_takes_what_was_given_up_for_told_when_it_was_written(
        self, world: World, state: MessageState
    ) -> None:
        """Nobody else would ever be asked."""
        escalation_id, written_at = world.raise_one(), world.clock()
        world.deliver(escalation_id, at=written_at)
        world.clock.advance(days=2)
        becomes(world, state, sent_at=None, ts=None, dropped_at=world.clock())
        with world.transaction() as session:
            found = due.lock_due(session, now=world.clock(), limit=1)
        assert [(each.id, told_at) for each, told_at in found] == [(escalation_id, written_at)]

    def test_asks_for_the_newest_notice(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        world.clock.advance(minutes=30)
        world.tick(escalation_id)
        world.clock.advance(days=1)
        assert overdue(world) == []
        world.deliver(escalation_id, at=world.clock())
        assert overdue(world) == [escalation_id]

    def test_finds_what_somebody_took_when_a_reminder_is_due(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        world.move(owning.acknowledge, escalation_id, IVAN)
        world.clock.advance(minutes=59)
        assert overdue(world) == []
        world.clock.advance(minutes=1)
        assert overdue(world) == [escalation_id]

    def test_passes_over_what_has_ended(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.deliver(escalation_id, at=world.clock())
        world.move(answering.withdraw, escalation_id, MAYA, why=None)
        world.clock.advance(days=2)
        assert overdue(world) == []

    def test_brings_the_longest_overdue_first_and_no_more_than_asked(self, world: World) -> None:
        low, high, normal = (
            world.raise_one(urgency) for urgency in (Urgency.LOW, Urgency.HIGH, Urgency.NORMAL)
        )
        for escalation_id in (low, high, normal):
            world.deliver(escalation_id, at=world.clock())
        world.clock.advance(days=1)
        assert overdue(world) == [high, normal, low]
        assert overdue(world, limit=2) == [high, normal]

    @on_postgresql
    def test_passes_over_what_another_process_is_moving(self, world: World) -> None:
        ids = [world.raise_one() for _ in range(3)]
        for escalation_id in ids:
            world.deliver(escalation_id, at=world.clock())
        world.clock.advance(minutes=30)
        with world.transaction() as elsewhere:
            ((theirs, _told_at),) = due.lock_due(elsewhere, now=world.clock(), limit=1)
            assert overdue(world) == [each for each in ids if each != theirs.id]
        assert sorted(overdue(world)) == ids

    def test_brings_both_teams_and_their_people(self, world: World) -> None:
        world.deliver(world.raise_one(), at=world.clock())
        world.clock.advance(minutes=30)
        with world.transaction() as session:
            ((escalation, _told_at),) = due.lock_due(session, now=world.clock(), limit=1)
        assert escalation.raising_team.leads == [MAYA]
        assert IVAN in escalation.answering_team.leads

    def test_reads_the_index_of_what_is_open(self, world: World, engine: Engine) -> None:
        world.deliver(world.raise_one(), at=world.clock())
        with engine.begin() as connection:
            _close_many(connection, world)
            connection.execute(text("ANALYZE"))
        world.clock.advance(days=2)
        with _statements(engine) as sent:
            assert len(overdue(world)) == 1
        (statement, parameters) = next(each for each in sent if "outbox_messages" in each[0])
        explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
        with engine.connect() as connection:
            rows = connection.exec_driver_sql(explain + statement, parameters)
            plan = "\n".join(str(row) for row in rows)
        assert "ix_escalations_due_at" in plan, plan
        assert "SCAN escalations" not in plan, plan
        assert "Seq Scan on escalations" not in plan, plan


class TestFindNextDueAt:
    def test_is_the_earliest_that_is_open_and_not_yet_due(self, world: World) -> None:
        low, high = world.raise_one(Urgency.LOW), world.raise_one(Urgency.HIGH)
        normal = world.raise_one(Urgency.NORMAL)
        assert next_due_at(world) == world.get(high).due_at
        world.clock.advance(minutes=30)
        assert next_due_at(world) == world.get(normal).due_at
        world.move(answering.withdraw, normal, MAYA, why=None)
        assert next_due_at(world) == world.get(low).due_at

    def test_is_none_when_nothing_is_open(self, world: World) -> None:
        assert next_due_at(world) is None


def next_due_at(world: World) -> datetime | None:
    """Return when the next escalation falls due, as of now."""
    with world.transaction() as session:
        return due.find_next_due_at(session, now=world.clock())


def _close_many(connection: Connection, world: World) -> None:
    """Add escalations of other times: closed, with their due times all in the past."""
    team_id = connection.scalar(sqlalchemy.select(Escalation.raising_team_id).limit(1))
    ladder_id = connection.scalar(sqlalchemy.select(Escalation.ladder_id).limit(1))
    row = {
        "workspace_id": world.workspace_id,
        "kind": Kind.PROCESS,
        "stuck": "Something",
        "ask": "Somebody",
        "urgency": Urgency.LOW,
        "raising_team_id": team_id,
        "answering_team_id": team_id,
        "raised_by": MAYA,
        "raised_at": world.clock() - timedelta(days=9),
        "state": State.ACCEPTED,
        "level": 0,
        "highest_level": 0,
        "asker_id": MAYA,
        "ladder_id": ladder_id,
        "card_key": "",
        "asked_at": world.clock() - timedelta(days=9),
        "reminders": 0,
        "reopened_times": 0,
        "due_at": None,
    }
    numbers = range(1000, 1000 + CLOSED)
    unique = [{"number": n, "view_id": f"VX{n}", "notice_key": f"ESC-{n}:card"} for n in numbers]
    connection.execute(insert(Escalation), [row | each for each in unique])


@contextmanager
def _statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Yield the list of what is sent to the database meanwhile, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
