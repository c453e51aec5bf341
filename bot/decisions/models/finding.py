"""What a search has found."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.decisions.models.decisions import Decision
from bot.decisions.rules.searches import Place


@dataclass(frozen=True)
class Hit:
    """A decision that was found; `is_alike` if by words that are only almost the same.

    `holds` is what holds in its place now, if the reader may read that.
    """

    decision: Decision
    is_alike: bool = False
    holds: Decision | None = None


@dataclass(frozen=True)
class Results:
    """What was found, the best first, and where the rest begins, if there is more."""

    hits: Sequence[Hit]
    older: Place | None = None
