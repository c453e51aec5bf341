"""Asking the index: SQLite's FTS5, or PostgreSQL's tsvector; the same words find the same."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlalchemy import (
    Integer,
    bindparam,
    cast,
    column,
    func,
    literal_column,
    select,
    table,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from bot.decisions.models import Indexed
from bot.decisions.models.index import SEARCH

Groups = Sequence[Sequence[str]]
"""Of each group, one of the tokens."""

FIRST, LAST = -(2**63), 2**63 - 1
"""Before, and after, every place."""

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
    since: int = FIRST
    before: int = LAST

    def until(self, place: int) -> "Match":
        """Return the same of what is before that place, too."""
        return replace(self, before=min(place, self.before))


class Index:
    """The index as one transaction asks it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_sqlite = session.get_bind().dialect.name == "sqlite"
        self._looked: dict[tuple[int, int], tuple[int, int]] = {}
        if not self._is_sqlite:
            session.execute(_PLANS)

    def find_places(self, match: Match, *, limit: int) -> list[int]:
        """Return the places of decisions that match, the newest first, at most `limit`."""
        asked: dict[str, int | str] = {
            "since": match.since,
            "before": match.before,
            "limit": limit,
        }
        if self._is_sqlite:
            return list(self._session.scalars(_FTS5, asked | {"sought": _fts5(match)}))
        asked |= {"workspace_id": match.workspace_id, "many": _LOOKED_THROUGH}
        asked |= {"sought": _tsquery(match)}
        found = list(self._session.scalars(_AMONG_NEWEST, asked))
        if len(found) == limit:
            return found
        last, looked_through = self._looked_through(match, asked)
        if looked_through < _LOOKED_THROUGH:
            return found
        rest = asked | {"before": last, "limit": limit - len(found)}
        return [*found, *self._session.scalars(_OLDER, rest)]

    def _looked_through(self, match: Match, asked: dict[str, int | str]) -> tuple[int, int]:
        """Return the oldest place of those that were looked through, and how many these are."""
        between = match.since, match.before
        if between not in self._looked:
            last, number = self._session.execute(_LOOKED, asked).one()
            self._looked[between] = last, number
        return self._looked[between]


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
"""FTS5 walks the lists of all words from the newest on, until it has enough."""

_between = (
    Indexed.workspace_id == bindparam("workspace_id"),
    Indexed.position >= bindparam("since"),
    Indexed.position < bindparam("before"),
)
_newest = (
    select(Indexed.position, Indexed.tokens)
    .where(*_between)
    .order_by(Indexed.position.desc())
    .limit(bindparam("many"))
    .subquery()
)
_sought = cast(bindparam("sought"), TSQUERY)

_AMONG_NEWEST = (
    select(_newest.c.position)
    .where(_newest.c.tokens.bool_op("@@")(_sought))
    .order_by(_newest.c.position.desc())
    .limit(bindparam("limit"))
)
_LOOKED = select(func.min(_newest.c.position), func.count()).select_from(_newest)
_OLDER = (
    select(Indexed.position)
    .where(*_between, Indexed.tokens.bool_op("@@")(_sought))
    # A sum has no index: they are put in order after the words were looked up, not before.
    .order_by((Indexed.position + 0).desc())
    .limit(bindparam("limit"))
)
_PLANS = select(
    # A plan for whatever is looked for, made before that is known, would read a whole table.
    func.set_config("plan_cache_mode", "force_custom_plan", True),
    func.set_config("enable_seqscan", "off", True),
    # It takes a tenth of a second to make machine code of a question of one millisecond.
    func.set_config("jit", "off", True),
)


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
