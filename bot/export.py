"""`python -m bot export escalations`: everything as a table, for a spreadsheet."""

from collections.abc import Iterator
from typing import TextIO

from sqlalchemy import select

from bot import db, parts, spreadsheet
from bot.config import Settings
from bot.db import Transaction
from bot.escalations.blocks import table
from bot.escalations.queries.lists import read_since
from bot.installations.models import Workspace

AT_ONCE = 500
"""Rows that are in memory at a time."""


def run(settings: Settings, out: TextIO) -> int:
    """Write all escalations of all workspaces to `out`, oldest first; return 0."""
    engine = db.build_engine(settings.database_url)
    try:
        parts.require_schema(engine)
        write(db.sessions(engine).begin, out)
    finally:
        engine.dispose()
    return 0


def write(transaction: Transaction, out: TextIO) -> None:
    """Write the table, a row for each escalation."""
    out.writelines(spreadsheet.lines(_rows(transaction)))


def _rows(transaction: Transaction) -> Iterator[list[str]]:
    yield ["workspace", *table.COLUMNS]
    with transaction() as session:
        workspaces = session.execute(select(Workspace.id, Workspace.name).order_by(Workspace.id))
        named = [(id_, name) for id_, name in workspaces]
    for workspace_id, name in named:
        after = 0
        while True:
            with transaction() as session:
                found = read_since(session, workspace_id, after, AT_ONCE)
            yield from ([name, *table.row(each)] for each in found)
            if len(found) < AT_ONCE:
                break
            after = found[-1].id
