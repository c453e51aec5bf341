"""Asking the index on PostgreSQL: what is frequent is among the newest, what is rare GIN finds."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Label,
    Select,
    bindparam,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlalchemy.orm import Session

from bot.decisions.models import Indexed
from bot.decisions.queries.matching import LAST, Found, Groups, Match

_LOOKED_THROUGH = (2_000, 12_000)
"""How many of the newest of a workspace PostgreSQL looks through before it asks its index.

What is frequent is found there at once (measured among 1,000,000: 0.6 ms); what is nearly that, in
so many more (7 ms). The index cannot begin with the newest: it gathers all that match and sorts
them, which is quick for what is rare (0.2 to 4 ms), and takes half a second for what every fifth
has.
"""

_NEARLY = 3
"""Who found one in so many of what they wanted looks further, instead of asking the index."""


class PostgresqlIndex:
    """The index as one transaction asks it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ends: dict[tuple[int, int, int], int | None] = {}
        session.execute(_PLANS)

    def find(self, matches: Sequence[Match], *, limit: int) -> list[Found]:
        """Return what matches, as `open_index` has it: all that is rare is looked up at once."""
        found, rare, older = [], matches, LAST
        for many in _LOOKED_THROUGH:
            found = self._look_through(matches, limit, many)
            # What the newest have enough of is frequent: it is not asked for among all.
            rare = matches[: found[-1][0]] if len(found) == limit else matches
            end = self._end_of_newest(matches[0], many)
            if end is None or not rare:
                return found
            older = end
            if sum(part < len(rare) for part, _place in found) * _NEARLY < limit:
                break
        found += self._look_up(rare, limit, older)
        return sorted(found, key=lambda each: (each[0], -each[1]))[:limit]

    def _look_through(self, matches: Sequence[Match], limit: int, many: int) -> list[Found]:
        asked = _asked(matches) | {"limit": limit, "many": many}
        return self._run(_newest(len(matches)), asked)

    def _look_up(self, matches: Sequence[Match], limit: int, before: int) -> list[Found]:
        sought = " | ".join(f"({_tsquery(each.rare or each.wide)})" for each in matches)
        asked = _asked(matches) | {"limit": limit, "before": before, "rare": sought}
        return self._run(_older(len(matches)), asked)

    def _run(self, statement: Select[int, int], asked: dict[str, int | str]) -> list[Found]:
        return [(part, place) for part, place in self._session.execute(statement, asked)]

    def _end_of_newest(self, match: Match, many: int) -> int | None:
        """Return the place of the last of so many newest ones; None if there are not so many."""
        newest = match.since, match.before, many
        if newest not in self._ends:
            asked = _asked([match]) | {"many": many - 1}
            self._ends[newest] = self._session.scalar(_END_OF_NEWEST, asked)
        return self._ends[newest]


_between = (
    Indexed.workspace_id == bindparam("workspace_id"),
    Indexed.position >= bindparam("since"),
    Indexed.position < bindparam("before"),
)
_END_OF_NEWEST = (
    select(Indexed.position)
    .where(*_between)
    .order_by(Indexed.position.desc())
    .offset(bindparam("many"))
    .limit(1)
)
_PLANS = select(
    # A plan for whatever is looked for, made before that is known, would read a whole table.
    func.set_config("plan_cache_mode", "force_custom_plan", True),
    func.set_config("enable_seqscan", "off", True),
    # It takes a tenth of a second to make machine code of a question of one millisecond.
    func.set_config("jit", "off", True),
)


@cache
def _newest(number: int) -> Select[int, int]:
    """Look through the newest for so many matches."""
    newest = (
        select(Indexed.position, Indexed.tokens)
        .where(*_between)
        .order_by(Indexed.position.desc())
        .limit(bindparam("many"))
        .subquery()
    )
    return _sorted(select(newest.c.position, _part(newest.c.tokens, number)))


@cache
def _older(number: int) -> Select[int, int]:
    """Look up so many matches by what is rare, and see in what that finds which match it is."""
    has_rare = Indexed.tokens.bool_op("@@")(_query("rare"))
    looked_up = select(Indexed.position, _part(Indexed.tokens, number))
    return _sorted(looked_up.where(*_between, has_rare))


def _part(tokens: Any, number: int) -> Label[int]:
    # The function is what the operator @@ calls; but the index is not asked for it: to find what is
    # rare among what all have takes it ten times as long as to look at what it found.
    fits = {
        func.ts_match_vq(tokens, _query(f"sought_{part}")): literal(part) for part in range(number)
    }
    return case(*fits.items()).label("part")


def _sorted(parts: Select[*tuple[Any, ...]]) -> Select[int, int]:
    found = parts.subquery()
    return (
        select(found.c.part, found.c.position)
        .where(found.c.part.is_not(None))
        .order_by(found.c.part, found.c.position.desc())
        .limit(bindparam("limit"))
    )


def _query(name: str) -> ColumnElement[Any]:
    return cast(bindparam(name), TSQUERY)


def _asked(matches: Sequence[Match]) -> dict[str, int | str]:
    ((workspace_id, since, before),) = {
        (each.workspace_id, each.since, each.before) for each in matches
    }
    asked: dict[str, int | str] = {
        "workspace_id": workspace_id,
        "since": since,
        "before": before,
    }
    for part, match in enumerate(matches):
        but = f" & !({_tsquery(match.but)})" if match.but else ""
        asked[f"sought_{part}"] = f"{_tsquery(match.every)}{but}"
    return asked


def _tsquery(groups: Groups) -> str:
    return " & ".join(f"({' | '.join(map(_quoted, group))})" for group in groups)


def _quoted(token: str) -> str:
    return f"'{token}'"
