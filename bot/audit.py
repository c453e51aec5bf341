"""The audit: sentences that must be true of every row, and whether they are.

`python -m bot check` asks about all rows. While Lockstep runs it asks every minute, and then of a
table that only grows about the newest rows, so that what it costs does not grow with the years.
"""

import logging
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, ForeignKeyConstraint, Select, exists, func, select
from sqlalchemy.orm import aliased

from bot.db import ONLY_READS, Transaction
from bot.tables import Base, table

logger = logging.getLogger(__name__)

EVERY = timedelta(minutes=1)

LATELY = 1000
"""Rows of a growing table that are asked about every minute: those with the newest ids."""

NAMED = 10
"""Rows that are named, the newest; of the rest the number is said."""

CONFIRMED = 2
"""Audits in a row that find the same before it is logged. What is overdue when a machine wakes up,
or the database comes back, is done within seconds: nobody should be woken for it."""


@dataclass(frozen=True)
class Invariant:
    """When its sentence is not true of a row of the table `of`, and what to do then.

    With `in_new_rows` the minute's audit asks about the newest rows only; without, the question has
    an index of its own, or the table stays small.
    """

    of: type[Base]
    violated: Callable[[datetime], ColumnElement[bool]]
    advice: str
    in_new_rows: bool = True


Invariants = Mapping[str, Invariant]
"""By the sentence, which is true when all is well."""

Proofs = Mapping[str, Callable[[Transaction], str | None]]
"""By the sentence: what says of all rows together which one is not so. Only `check` asks for it."""

Row = tuple[int, int]
"""A workspace's id, and the row's; ids alone, for a log must not carry people's words."""


@dataclass(frozen=True)
class Found:
    """How many rows violate an invariant, and the newest of them."""

    number: int
    rows: Sequence[Row]


def check(
    invariants: Invariants, proofs: Proofs, *, transaction: Transaction, now: datetime
) -> int:
    """Print a line an invariant, asked about every row; return 0 if all are true, else 1."""
    code = 0
    for sentence, invariant in invariants.items():
        found = _find(transaction, _question(invariant, now))
        line = f"{_told(invariant, found.number, found.rows)}. {invariant.advice}"
        sys.stdout.write(f"{sentence}: {line if found.number else 'ok'}\n")
        code = 1 if found.number else code
    for sentence, prove in proofs.items():
        wrong = prove(transaction)
        sys.stdout.write(f"{sentence}: {f'{wrong}. {_ALTERED}' if wrong else 'ok'}\n")
        code = 1 if wrong else code
    return code


_ALTERED = "Somebody changed it behind Lockstep's back: compare it with a backup."


def watch(invariants: Invariants) -> Callable[..., None]:
    """Return a sweep that logs each row that violates an invariant, as an error, once.

    It is called every minute. On SQLite people wait while a question is asked, so each has a
    transaction of its own.
    """
    times: dict[str, Counter[Row]] = defaultdict(Counter)

    def run(*, transaction: Transaction, now: datetime) -> None:
        for sentence, invariant in invariants.items():
            found = _find(transaction, _lately(invariant, _question(invariant, now)))
            times[sentence] = Counter({row: times[sentence][row] + 1 for row in found.rows})
            confirmed = [row for row, seen in times[sentence].items() if seen == CONFIRMED]
            if confirmed:
                logger.error("not so: %s: %s", sentence, _told(invariant, found.number, confirmed))

    return run


def kinship() -> dict[str, Invariant]:
    """Return, for every foreign key between rows that have a workspace, that it is the same one.

    Of all tables that are known by now.
    """
    return {
        f"{table(model).name}.{', '.join(key.column_keys)} leads to the same workspace": Invariant(
            of=model,
            violated=_leads_elsewhere(model, key, parent),
            advice="Somebody may see what is not theirs: stop Lockstep, and report this as a bug.",
        )
        for model, key, parent in _keys_between_rows_of_workspaces()
    }


def _question(invariant: Invariant, now: datetime) -> Select[Any]:
    """Return workspace and id of the newest rows that violate it, and how many there are."""
    workspace_id, row_id = _columns(invariant.of)
    return (
        select(workspace_id, row_id, func.count().over())
        .where(invariant.violated(now))
        .order_by(row_id.desc())
        .limit(NAMED)
    )


def _lately(invariant: Invariant, question: Select[Any]) -> Select[Any]:
    if not invariant.in_new_rows:
        return question
    _workspace_id, row_id = _columns(invariant.of)
    _workspace_id, each = _columns(aliased(invariant.of))
    newest = select(func.max(each)).scalar_subquery()
    # A range with two ends: without the second, PostgreSQL expects a third of the table in it.
    return question.where(row_id > newest - LATELY, row_id <= newest)


def _columns(model: Any) -> tuple[Any, Any]:
    """Return the columns with a row's workspace and id: one column for a workspace, and a lane."""
    if not hasattr(model, "workspace_id"):
        return model.id, model.id
    return model.workspace_id, getattr(model, "id", model.workspace_id)


def _find(transaction: Transaction, question: Select[Any]) -> Found:
    with transaction() as session:
        session.connection(execution_options={ONLY_READS: True})
        rows = session.execute(question).all()
    return Found(rows[0][2] if rows else 0, [(workspace_id, id_) for workspace_id, id_, _ in rows])


def _told(invariant: Invariant, number: int, rows: Sequence[Row]) -> str:
    """Return how many rows of which table violate it, and which: `3 teams: 7, 5 in workspace 1`."""
    by_workspace = groupby(sorted(rows, key=lambda row: row[0]), lambda row: row[0])
    places = "; ".join(
        f"{', '.join(str(id_) for _, id_ in of_one)} in workspace {workspace_id}"
        for workspace_id, of_one in by_workspace
    )
    more = " and others" if number > len(rows) else ""
    return f"{number} {table(invariant.of).name}: {places}{more}"


def _keys_between_rows_of_workspaces() -> Iterator[
    tuple[type[Base], ForeignKeyConstraint, type[Base]]
]:
    models = {mapper.local_table: mapper.class_ for mapper in Base.registry.mappers}
    for child in Base.metadata.sorted_tables:
        for key in sorted(child.foreign_key_constraints, key=lambda each: str(each.name)):
            if "workspace_id" in child.c and "workspace_id" in key.referred_table.c:
                yield models[child], key, models[key.referred_table]


def _leads_elsewhere(
    model: Any, key: ForeignKeyConstraint, parent: Any
) -> Callable[[datetime], ColumnElement[bool]]:
    theirs = aliased(parent)
    here = [getattr(model, name) for name in key.column_keys]
    there = [getattr(theirs, element.column.key) for element in key.elements]
    joined = [mine == its for mine, its in zip(here, there, strict=True)]
    elsewhere = exists().where(*joined, theirs.workspace_id != model.workspace_id)
    return lambda _now: elsewhere
