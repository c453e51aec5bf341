"""Asking the index: SQLite's FTS5, or PostgreSQL's tsvector; the same words find the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.decisions.models import Indexed
from bot.decisions.models.index import SEARCH

Groups = Sequence[Sequence[str]]
"""Of each group, one of the tokens."""

_LOOKED_THROUGH = 2000
"""The newest of a workspace that PostgreSQL looks through before it asks its index.

What is that frequent is found there at once (measured among 1,000,000: 0.3 ms). The index cannot
begin with the newest: it gathers all that match and sorts them, which is quick for what is rare
(1 to 20 ms), and takes a second for what all have.
"""


@dataclass(frozen=True)
class Match:
    """What is looked for: of each group of `every` one, and not of each of `but`.

    `since` and `before` are places among all: from the one on, and before the other.
    """

    workspace_id: int
    every: Groups
    but: Groups = ()
    since: int | None = None
    before: int | None = None

    def until(self, place: int) -> "Match":
        """Return the same of what is before that place, too."""
        return replace(self, before=place if self.before is None else min(place, self.before))


def find_places(session: Session, match: Match, *, limit: int) -> list[int]:
    """Return the places of decisions that match, the newest first, at most `limit`."""
    if session.get_bind().dialect.name == "sqlite":
        return _in_fts5(session, match, limit)
    return _in_tsvector(session, match, limit)


def _in_fts5(session: Session, match: Match, limit: int) -> list[int]:
    """FTS5 walks the lists of all words from the newest on, until it has enough."""
    rowid = column("rowid", Integer)
    statement = select(rowid).select_from(table(SEARCH, rowid))
    statement = statement.where(literal_column(SEARCH).op("MATCH")(_fts5(match)))
    if match.since is not None:
        statement = statement.where(rowid >= match.since)
    if match.before is not None:
        statement = statement.where(rowid < match.before)
    return list(session.scalars(statement.order_by(rowid.desc()).limit(limit)))


def _in_tsvector(session: Session, match: Match, limit: int) -> list[int]:
    session.execute(_PLANS)
    sought = cast(_tsquery(match), TSQUERY)
    newest = _newest(match, Indexed.position, Indexed.tokens)
    found = list(
        session.scalars(
            select(newest.c.position)
            .where(newest.c.tokens.bool_op("@@")(sought))
            .order_by(newest.c.position.desc())
            .limit(limit)
        )
    )
    if len(found) < limit:
        found += _older(session, match, sought, limit - len(found))
    return found


def _older(session: Session, match: Match, sought: ColumnElement[Any], limit: int) -> Sequence[int]:
    """Return what matches beyond those that were looked through."""
    newest = _newest(match, Indexed.position)
    through, last = session.execute(select(func.count(), func.min(newest.c.position))).one()
    if through < _LOOKED_THROUGH:
        return []
    return session.scalars(
        _of_workspace(match, Indexed.position)
        .where(Indexed.tokens.bool_op("@@")(sought), Indexed.position < last)
        # A sum has no index: they are put in order after the words were looked up, not before.
        .order_by((Indexed.position + 0).desc())
        .limit(limit)
    ).all()


def _newest(match: Match, *columns: InstrumentedAttribute[Any]) -> Subquery:
    return (
        _of_workspace(match, *columns)
        .order_by(Indexed.position.desc())
        .limit(_LOOKED_THROUGH)
        .subquery()
    )


def _of_workspace(match: Match, *columns: InstrumentedAttribute[Any]) -> Select[Any]:
    statement = select(*columns).where(Indexed.workspace_id == match.workspace_id)
    if match.since is not None:
        statement = statement.where(Indexed.position >= match.since)
    if match.before is not None:
        statement = statement.where(Indexed.position < match.before)
    return statement


_PLANS = select(
    # A plan for whatever is looked for, made before that is known, would read a whole table.
    func.set_config("plan_cache_mode", "force_custom_plan", True),
    func.set_config("enable_seqscan", "off", True),
    # It takes a tenth of a second to make machine code of a question of one millisecond.
    func.set_config("jit", "off", True),
)
"""How PostgreSQL plans until the transaction ends."""


def _fts5(match: Match) -> str:
    sought = " AND ".join(_one_of(group, " OR ", '"') for group in match.every)
    if not match.but:
        return sought
    but = " AND ".join(_one_of(group, " OR ", '"') for group in match.but)
    return f"({sought}) NOT ({but})"


def _tsquery(match: Match) -> str:
    sought = " & ".join(_one_of(group, " | ", "'") for group in match.every)
    if not match.but:
        return sought
    but = " & ".join(_one_of(group, " | ", "'") for group in match.but)
    return f"({sought}) & !({but})"


def _one_of(group: Sequence[str], either: str, quote: str) -> str:
    return f"({either.join(f'{quote}{each}{quote}' for each in group)})"
