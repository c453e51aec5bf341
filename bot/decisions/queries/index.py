"""The index of decisions: SQLite's FTS5, or PostgreSQL's tsvector; the same words find the same."""

from collections.abc import Sequence
from typing import Protocol

from sqlalchemy.orm import Session

from bot.decisions.queries.matching import Found, Match
from bot.decisions.queries.postgresql_index import PostgresqlIndex
from bot.decisions.queries.sqlite_index import SqliteIndex


class Index(Protocol):
    """What both are asked."""

    def find(self, matches: Sequence[Match], *, limit: int) -> list[Found]:
        """Return what matches, at most `limit`: all of the first match, then all of the second…

        Of each the newest first. They have one workspace, and lie between the same places; what
        fits several is found as what it fits first.
        """


def open_index(session: Session) -> Index:
    """Return the index as this transaction asks it."""
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return SqliteIndex(session) if is_sqlite else PostgresqlIndex(session)
