"""What is asked for every Home that is opened reads indexes: the past costs nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import Engine, event
from sqlalchemy.orm import Session

from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move, State
from bot.home.queries import contents, escalations, news
from bot.home.rules import Viewer
from bot.tables import table
from bot.teams import queries as team_queries
from tests.escalations.world import IVAN, SOFIA, World

CLOSED = 3000


@pytest.fixture
def world_with_a_past(world: World, engine: Engine) -> World:
    """One open escalation, and thousands that were closed long ago."""
    escalation_id = world.raise_one()
    long_ago = world.clock() - timedelta(days=90)
    with world.transaction() as session:
        same = _values(session, Escalation, escalation_id) | {
            "state": State.ACCEPTED,
            "due_at": None,
            "raised_at": long_ago,
            "answered_at": long_ago,
            "answered_by": IVAN,
            "acknowledged_by": IVAN,
        }
        numbers = range(2, CLOSED)
        rows = [
            same | {"number": n, "view_id": f"VX{n}", "raised_by": f"U{n % 50}"} for n in numbers
        ]
        session.execute(sqlalchemy.insert(table(Escalation)), rows)
        happened = {"workspace_id": world.workspace_id, "escalation_id": escalation_id}
        happened |= {"move": Move.ADVANCE, "level": 0, "at": long_ago, "changed": {}}
        session.execute(sqlalchemy.insert(table(EscalationEvent)), [happened] * CLOSED)
    with engine.connect() as connection:
        connection.execution_options(isolation_level="AUTOCOMMIT").exec_driver_sql("ANALYZE")
    return world


def _values(session: Session, model: Any, id_: int) -> dict[str, Any]:
    rows = table(model)
    row = session.execute(sqlalchemy.select(rows).where(rows.c.id == id_)).mappings().one()
    return {name: value for name, value in row.items() if name != "id"}


Ask = Callable[[Session, Viewer, World], object]

QUESTIONS: dict[str, Ask] = {
    "count waiting": lambda session, viewer, _: escalations.count_waiting(session, viewer),
    "list waiting": lambda session, viewer, _: escalations.list_waiting(session, viewer, 20),
    "count raised": lambda session, viewer, _: escalations.count_raised(session, viewer),
    "list raised": lambda session, viewer, _: escalations.list_raised(session, viewer, 20),
    "week": lambda session, viewer, world: escalations.count_week(
        session, viewer, since=world.clock() - timedelta(days=7)
    ),
    "news": lambda session, viewer, world: news.read(
        session,
        viewer.workspace_id,
        {"escalations": {"settled": CLOSED - 1, "told": []}},
        now=world.clock(),
    ),
    "first news": lambda session, viewer, world: news.read(
        session, viewer.workspace_id, {}, now=world.clock()
    ),
}


@pytest.mark.parametrize("question", QUESTIONS)
@pytest.mark.parametrize("user_id", [IVAN, SOFIA], ids=["lead", "sponsor"])
class TestQuestions:
    def test_go_through_no_table(
        self, world_with_a_past: World, engine: Engine, question: str, user_id: str
    ) -> None:
        world = world_with_a_past
        with world.transaction() as session:
            teams = team_queries.list_teams(session, world.workspace_id)
            viewer = contents.read_viewer(
                session,
                teams,
                workspace_id=world.workspace_id,
                user_id=user_id,
                now=world.clock(),
            )
            with _statements(engine) as sent:
                QUESTIONS[question](session, viewer, world)
        for statement, parameters in sent:
            plan = _plan(engine, statement, parameters)
            for name in ("escalations", "escalation_events"):
                assert f"SCAN {name}\n" not in plan, plan
                assert f"Seq Scan on {name}" not in plan, plan


def _plan(engine: Engine, statement: str, parameters: Any) -> str:
    explain = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    with engine.connect() as connection:
        rows = connection.exec_driver_sql(explain + statement, parameters)
        return "".join(f"{row[-1]}\n" for row in rows)


@contextmanager
def _statements(engine: Engine) -> Iterator[list[tuple[str, Any]]]:
    """Yield the list of what is sent to the database meanwhile, with its parameters."""
    sent: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_: Any) -> None:
        sent.append((statement, parameters))

    event.listen(engine, "before_cursor_execute", note)
    yield sent
    event.remove(engine, "before_cursor_execute", note)
