"""What an agenda is made of, besides its points."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, TypeVar

from bot.checkins.models import CheckinAnswer
from bot.decisions.models import Decision
from bot.decisions.rules import Part
from bot.escalations.models import Escalation
from bot.roadmap.models import Initiative, InitiativeChange
from bot.wins.models import Win

Row = TypeVar("Row")


@dataclass(frozen=True)
class Some(Generic[Row]):
    """The first of several, how many more there are, and how many nobody reads of here."""

    shown: Sequence[Row] = ()
    more: int = 0
    hidden: int = 0

    @property
    def total(self) -> int:
        """How many there are in all."""
        return len(self.shown) + self.more + self.hidden


def waits_for(decision: Decision) -> list[str]:
    """Return the user ids of those whose word a proposal waits for: its driver, if nobody's."""
    silent = [each.user_id for each in decision.in_part(Part.APPROVER) if each.vote is None]
    return silent or [decision.driver_id]


@dataclass(frozen=True)
class Moved:
    """An initiative that has changed, or that its two sides see differently.

    `changes` are the oldest first; `sides` are the latest answers by their teams' ids, if they
    differ.
    """

    initiative: Initiative
    changes: Sequence[InitiativeChange] = ()
    sides: Mapping[int, CheckinAnswer] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """What there is between two teams since a moment, as of `now`.

    `names` are people by their user ids: an agenda calls nobody.
    """

    since: datetime
    now: datetime
    initiatives: Some[Moved]
    decisions: Some[Decision]
    escalations: Some[Escalation]
    wins: Some[Win]
    names: Mapping[str, str]
    teams: Mapping[int, str]
