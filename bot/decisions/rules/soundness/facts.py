"""What there is already where records are brought in."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from bot.decisions.rules.records import Record

Fault = tuple[str, str]
"""The field, and a sentence that says what is wrong with it and what to do."""

Faults = Iterator[Fault]


@dataclass(frozen=True)
class Facts:
    """What is known `now`: teams by their names with those who have a role in them, initiatives by
    their names, and those of the people whom Slack knows nothing of.

    `log` has the decisions that have these numbers or sources already, that these follow, and that
    follow the same.
    """

    now: datetime
    teams: Mapping[str, Collection[str]]
    initiatives: Collection[str] = ()
    strangers: Collection[str] = ()
    log: Mapping[int, Record] = field(default_factory=dict)
