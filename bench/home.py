"""A Home that is opened: of ten thousand open escalations, which two hundred wait for me?"""

import time
from collections.abc import Iterator
from statistics import median

from sqlalchemy.orm import Session

from bench import databases
from bench.report import POSTGRESQL, SQLITE, goal_line
from bench.sweep import IVAN, MAYA, RAISED_AT, analyze, ask, copy, raise_one
from bot import db
from bot.db import Transaction
from bot.escalations.models import Escalation
from bot.home import notices, operations

MINE = 200
OPEN = 10_000
TIMES = 20
"""Openings that are measured; the median counts."""

AT_MOST_MS = 250
"""A second, from the tab that is opened to the Home that is published, less what Slack needs."""

AT_MOST_TIMES = 2.0
"""How much longer it may take among ten thousand than alone."""


def lines() -> Iterator[str]:
    """Yield two lines for each database, a fresh one on a disk: how long a Home takes there."""
    with databases.folder() as folder, databases.sqlite(folder) as url:
        yield from _lines(SQLITE, url)
    with databases.postgresql() as url:
        yield from _lines(POSTGRESQL, url)


def _lines(subject: str, url: str) -> Iterator[str]:
    engine = db.build_engine(url)
    transaction = db.sessions(engine).begin
    with transaction() as session:
        first = raise_one(session)
        _copy(session, first, MINE - 1)
    analyze(engine)
    alone = _median_ms(transaction, first.workspace_id)
    with transaction() as session:
        _copy_for_others(session, first, OPEN - MINE)
    analyze(engine)
    among = _median_ms(transaction, first.workspace_id)
    engine.dispose()
    goal = f"a Home with {MINE} of {OPEN:,} open escalations drawn within {AT_MOST_MS} ms"
    yield goal_line(f"{subject}: {goal}", f"{among:.0f} ms", among <= AT_MOST_MS)
    ratio = among / alone
    goal = f"at most {AT_MOST_TIMES:g} x as long as without the others"
    yield goal_line(f"{subject}: {goal}", f"{ratio:.2f} x", ratio <= AT_MOST_TIMES)


def _copy(session: Session, first: Escalation, number: int) -> None:
    numbers = range(first.number + 1, first.number + 1 + number)
    rows = ({"number": each, "view_id": f"V{each}"} for each in numbers)
    copy(session, Escalation, {"number": first.number}, rows)
    ask(session, first, IVAN)


def _copy_for_others(session: Session, first: Escalation, number: int) -> None:
    """Let IT, whose lead's Home is measured, have raised these for Marketing."""
    turned = {
        "raising_team_id": first.answering_team_id,
        "answering_team_id": first.raising_team_id,
    }
    numbers = range(MINE + 1, MINE + 1 + number)
    rows = ({"number": each, "view_id": f"V{each}"} | turned for each in numbers)
    copy(session, Escalation, {"number": first.number}, rows)
    ask(session, first, MAYA)


def _median_ms(transaction: Transaction, workspace_id: int) -> float:
    return median(_open(transaction, workspace_id) for _time in range(TIMES)) * 1000


def _open(transaction: Transaction, workspace_id: int) -> float:
    """Return the seconds from the tab that is opened to the Home that waits for the sender."""
    start = time.perf_counter()
    with transaction() as session:
        home = operations.open_(session, workspace_id=workspace_id, user_id=IVAN, now=RAISED_AT)
        notices.show(session, home, seen=None, now=RAISED_AT)
    return time.perf_counter() - start
