"""The clock's largest question: of ten thousand open escalations, which hundred are overdue?"""

import time
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import sqlalchemy
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bench import databases
from bench.report import POSTGRESQL, SQLITE, goal_line
from bot import db
from bot.db import Transaction
from bot.escalations import notices
from bot.escalations.jobs import act_on_due
from bot.escalations.models import Escalation, Participant
from bot.escalations.operations import raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import DEFAULT, Urgency
from bot.installations import operations as installations
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State
from bot.tables import Base, table
from bot.teams.operations import setting_up as team_operations
from bot.teams.operations.setting_up import TeamSetup

OPEN = 10_000
DUE = 100
TIMES = 5
"""Sweeps that are measured; each finds the next hundred, and the median counts."""

AT_MOST_MS = 250

RAISED_AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FIRST_DUE_AT = RAISED_AT + DEFAULT.within(0, Urgency.NORMAL)
APART = timedelta(minutes=1)

MAYA, ANA, IVAN = "U0MAYA00001", "U0ANA000002", "U0IVAN00003"
_IT = TeamSetup("IT", "C0IT0000003", (IVAN,))
_MARKETING = TeamSetup("Marketing", "C0MARKETNG2", (MAYA,))


def lines() -> Iterator[str]:
    """Yield a line for each database, a fresh one on a disk: how long a sweep takes there.

    Raises RuntimeError if a sweep moved others up than those that were due.
    """
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield _line(SQLITE, _median_ms(url))
    with databases.postgresql() as url:
        yield _line(POSTGRESQL, _median_ms(url))


def _line(subject: str, ms: float) -> str:
    goal = f"{DUE} of {OPEN:,} open escalations moved up within {AT_MOST_MS} ms"
    return goal_line(f"{subject}: {goal}", f"{ms:.0f} ms", ms <= AT_MOST_MS)


def _median_ms(url: str) -> float:
    engine = db.build_engine(url)
    transaction = db.sessions(engine).begin
    with transaction() as session:
        _fill(session)
    analyze(engine)
    took = [_sweep(transaction, FIRST_DUE_AT + number * APART) for number in range(TIMES)]
    with transaction() as session:
        moved = session.scalar(_MOVED)
    engine.dispose()
    if moved != DUE * TIMES:
        raise RuntimeError(f"{TIMES} sweeps moved {moved} escalations up, not {DUE} each")
    return median(took) * 1000


def _fill(session: Session) -> None:
    """Raise one escalation as people do, and copy its rows until there are enough."""
    raised = raise_one(session)
    numbers = range(raised.number + 1, OPEN + 1)
    copy(session, Escalation, {"number": raised.number}, map(_escalation, numbers))
    ask(session, raised, IVAN)
    for what in ("card", "copy"):
        messages = (_message(what, number) for number in numbers)
        copy(session, OutboxMessage, {"key": f"{raised.name}:{what}"}, messages)
    delivered = {"state": State.SENT, "sent_at": RAISED_AT, "ts": OutboxMessage.key}
    session.execute(sqlalchemy.update(OutboxMessage).values(channel_id="C1", **delivered))


def raise_one(session: Session) -> Escalation:
    """Return an escalation that Ana of Marketing, led by Maya, raised for IT, led by Ivan."""
    workspace = installations.install(
        session,
        slack_id="T0BENCH0001",
        enterprise_id=None,
        name="Acme",
        bot_user_id="U0BOT",
        bot_id="B0BOT",
        now=RAISED_AT,
    )
    it, marketing = team_operations.set_up(
        session,
        workspace_id=workspace.id,
        setups=(_IT, _MARKETING),
        sponsor_id="U0SOFIA0005",
        by=MAYA,
        now=RAISED_AT,
    )
    escalation = raising.raise_(
        session,
        workspace_id=workspace.id,
        problem=Problem("The export fails", "Somebody who repairs it", Urgency.NORMAL),
        raising_team=marketing,
        answering_team=it,
        view_id="V1",
        by=ANA,
        now=RAISED_AT,
    )
    notices.announce(session, escalation, now=RAISED_AT)
    return escalation


def copy(
    session: Session, model: type[Base], of: dict[str, Any], copies: Iterable[dict[str, Any]]
) -> None:
    """Copy the row of `model` that has the values `of`; each copy has its own values instead."""
    rows = table(model)
    original = session.execute(sqlalchemy.select(rows).filter_by(**of)).mappings().one()
    same = {name: value for name, value in original.items() if name != "id"}
    session.execute(sqlalchemy.insert(rows), [same | each for each in copies])


def ask(session: Session, of: Escalation, user_id: str) -> None:
    """Let somebody be asked about every copy of an escalation about which nobody is yet."""
    here, rows, asked = Escalation.workspace_id == of.workspace_id, table(Participant), Participant
    known = sqlalchemy.select(asked.escalation_id).where(asked.workspace_id == of.workspace_id)
    ids = session.scalars(sqlalchemy.select(Escalation.id).where(here, Escalation.id.not_in(known)))
    same = {"workspace_id": of.workspace_id, "user_id": user_id, "asked_for": user_id}
    asked_at = {"asked_at": RAISED_AT}
    session.execute(
        sqlalchemy.insert(rows), [same | asked_at | {"escalation_id": each} for each in ids]
    )


def _escalation(number: int) -> dict[str, Any]:
    """Return what is its own in the escalation with this number; each minute a hundred are due."""
    return {
        "number": number,
        "view_id": f"V{number}",
        "card_key": f"ESC-{number}:card",
        "notice_key": f"ESC-{number}:card",
        "due_at": FIRST_DUE_AT + (number - 1) // DUE * APART,
    }


def _message(what: str, number: int) -> dict[str, Any]:
    return {"key": f"ESC-{number}:{what}", "marker": f"{what}{number}"}


def analyze(engine: Engine) -> None:
    """Tell the planner what is in the tables, as PostgreSQL does by itself within a minute.

    SQLite is not told in production either.
    """
    if engine.dialect.name == "postgresql":
        with engine.begin() as connection:
            connection.exec_driver_sql("ANALYZE")


def _sweep(transaction: Transaction, now: datetime) -> float:
    start = time.perf_counter()
    act_on_due(transaction=transaction, now=now)
    return time.perf_counter() - start


_MOVED = (
    sqlalchemy.select(sqlalchemy.func.count())
    .select_from(Escalation)
    .where(Escalation.notice_key.like("%:notice:%"))
)
