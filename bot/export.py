"""`python -m bot export escalations`, `wins` or `standups`: everything, for a spreadsheet."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TextIO

from sqlalchemy import select

from bot import db, parts, spreadsheet
from bot.config import Settings
from bot.db import Transaction
from bot.escalations.blocks import table as escalation_table
from bot.escalations.queries.lists import read_since as read_escalations
from bot.installations.models import Workspace
from bot.standups.blocks import reports as standup_reports
from bot.standups.queries.reports import read_since as read_rounds
from bot.wins.blocks import table as win_table
from bot.wins.queries.lists import read_since as read_wins

AT_ONCE = 500
"""Rows that are in memory at a time."""


@dataclass(frozen=True)
class Exported:
    """What a table has: its columns, what its rows are made of, and how that is read.

    `read(session, workspace_id, after, limit)` returns at most `limit` of them with ids after one,
    in their order.
    """

    columns: Sequence[str]
    row: Callable[[Any], list[str]]
    read: Callable[..., Sequence[Any]]


EXPORTED: Mapping[str, Exported] = {
    "escalations": Exported(escalation_table.COLUMNS, escalation_table.row, read_escalations),
    "wins": Exported(win_table.COLUMNS, win_table.row, read_wins),
    "standups": Exported(standup_reports.COLUMNS, standup_reports.row, read_rounds),
}


def run(settings: Settings, what: str, out: TextIO) -> int:
    """Write all of `what` of all workspaces to `out`, oldest first; return 0."""
    engine = db.build_engine(settings.database_url)
    try:
        parts.require_schema(engine)
        write(db.sessions(engine).begin, EXPORTED[what], out)
    finally:
        engine.dispose()
    return 0


def write(transaction: Transaction, exported: Exported, out: TextIO) -> None:
    """Write a table."""
    out.writelines(spreadsheet.lines(_rows(transaction, exported)))


def _rows(transaction: Transaction, exported: Exported) -> Iterator[list[str]]:
    yield ["workspace", *exported.columns]
    with transaction() as session:
        workspaces = session.execute(select(Workspace.id, Workspace.name).order_by(Workspace.id))
        named = [(id_, name) for id_, name in workspaces]
    for workspace_id, name in named:
        after = 0
        while True:
            with transaction() as session:
                found = exported.read(session, workspace_id, after, AT_ONCE)
            yield from ([name, *exported.row(each)] for each in found)
            if len(found) < AT_ONCE:
                break
            after = found[-1].id
