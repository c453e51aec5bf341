"""What a digest tells, as it was read: plain values that are drawn once the database is let go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Generic, TypeVar

from bot.digests.rules.changes import Changes
from bot.digests.rules.counting import Counts
from bot.digests.rules.snapshots import Snapshot

Told = TypeVar("Told")


@dataclass(frozen=True)
class Some(Generic[Told]):
    """The first of several, how many there are beside them, and how many that are not for all."""

    shown: Sequence[Told] = ()
    more: int = 0
    hidden: int = 0

    @property
    def total(self) -> int:
        """How many there are."""
        return len(self.shown) + self.more + self.hidden


@dataclass(frozen=True)
class Called:
    """What people call an initiative, and since when it is there."""

    title: str
    added_on: date


@dataclass(frozen=True)
class Word:
    """What an owner said last of an initiative; `why` may be empty."""

    why: str
    user_id: str | None


@dataclass(frozen=True)
class Decided:
    """A decision that was made, or a proposal that waits since a day."""

    name: str
    title: str
    teams: Sequence[str]
    since: datetime
    initiative_id: int | None = None


@dataclass(frozen=True)
class Escalated:
    """An open escalation: who asks whom, since when, and what is stuck; no words if private."""

    id: int
    name: str
    asks: tuple[str, str]
    stuck: str | None
    since: datetime


@dataclass(frozen=True)
class Won:
    """A win, and the people in it."""

    name: str
    what: str
    people: Sequence[str]
    initiative_id: int | None = None


@dataclass(frozen=True)
class Silent:
    """An owner who has not answered, for their team, since when that is known."""

    initiative_id: int
    team_id: int
    user_id: str
    since: datetime


@dataclass(frozen=True)
class Roadmap:
    """The initiatives as they stand: what they are called, and who has not answered for them."""

    snapshot: Snapshot
    called: Mapping[int, Called]
    silent: Sequence[Silent]


@dataclass(frozen=True)
class Facts:
    """All that a weekly digest tells on a day.

    `since` is when the one before was compiled, and `changes` what changed from then on; both are
    None for the first. `teams` and `names` are what teams and people are called.
    """

    today: date
    since: date | None
    roadmap: Roadmap
    changes: Changes | None
    teams: Mapping[int, str]
    names: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[tuple[int, int], Word] = field(default_factory=dict)
    decided: Some[Decided] = Some()
    waiting: Some[Decided] = Some()
    escalated: Some[Escalated] = Some()
    wins: Some[Won] = Some()


@dataclass(frozen=True)
class Overview:
    """All that a sponsor's monthly digest tells; `before` are the counts of a month ago, if any."""

    today: date
    since: date | None
    counts: Counts
    before: Counts | None
    roadmap: Roadmap
    teams: Mapping[int, str]
    wins: Some[Won]
    different: Sequence[int]
    asked: Some[Escalated]
    silent: Sequence[Silent]
