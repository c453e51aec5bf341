"""Asking the index on SQLite: FTS5 walks the lists of all words from the newest on."""

from collections.abc import Sequence

from sqlalchemy import Integer, bindparam, column, literal_column, select, table
from sqlalchemy.orm import Session

from bot.decisions.models.index import SEARCH
from bot.decisions.queries.matching import Found, Groups, Match


class SqliteIndex:
    """The index as one transaction asks it."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, matches: Sequence[Match], *, limit: int) -> list[Found]:
        """Return what matches, as `open_index` has it: one match after the other, until enough."""
        found: list[Found] = []
        for number, match in enumerate(matches):
            asked = {"since": match.since, "before": match.before, "sought": _sought(match)}
            places = self._session.scalars(_FTS5, asked | {"limit": limit - len(found)})
            found += [(number, place) for place in places]
            if len(found) == limit:
                break
        return found


_rowid = column("rowid", Integer)

_FTS5 = (
    select(_rowid)
    .select_from(table(SEARCH, _rowid))
    .where(
        literal_column(SEARCH).op("MATCH")(bindparam("sought")),
        _rowid >= bindparam("since"),
        _rowid < bindparam("before"),
    )
    .order_by(_rowid.desc())
    .limit(bindparam("limit"))
)


def _sought(match: Match) -> str:
    but = f" NOT ({_all_of(match.but)})" if match.but else ""
    return f"({_all_of(match.every)}){but}"


def _all_of(groups: Groups) -> str:
    return " AND ".join(f"({' OR '.join(map(_quoted, group))})" for group in groups)


def _quoted(token: str) -> str:
    return f'"{token}"'
