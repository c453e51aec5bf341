"""`python -m bot export escalations`: everything as a table, for a spreadsheet."""

import csv
from collections.abc import Iterator
from typing import TextIO

from sqlalchemy import select

from bot import db, parts
from bot.config import Settings
from bot.db import Transaction
from bot.escalations.blocks import table
from bot.escalations.queries.lists import read_since
from bot.installations.models import Workspace

AT_ONCE = 500
"""Rows that are in memory at a time."""

_FORMULAS = ("=", "+", "-", "@", "\t", "\r")
"""What a spreadsheet takes for the beginning of a formula (owasp.org, "CSV Injection")."""


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
    """Write the table; a byte order mark tells Excel that it is UTF-8."""
    out.write("\ufeff")
    writer = csv.writer(out)
    writer.writerow(["workspace", *table.COLUMNS])
    for cells in _rows(transaction):
        writer.writerow([_neutral(cell) for cell in cells])


def _rows(transaction: Transaction) -> Iterator[list[str]]:
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


def _neutral(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(_FORMULAS) else cell
