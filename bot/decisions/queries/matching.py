"""What is asked of the index, whichever database has it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

Groups = Sequence[Sequence[str]]
"""Of each group, one of the tokens."""

FIRST, LAST = -(2**63), 2**63 - 1
"""Before, and after, every place."""


@dataclass(frozen=True)
class Match:
    """What is looked for: of each group of `rare` and of `wide` one, and not of each of `but`.

    `wide` is what many decisions have: their readers, their states, their teams. `since` and
    `before` are places among all: from the one on, and before the other.
    """

    workspace_id: int
    rare: Groups
    wide: Groups
    but: Groups = ()
    since: int = FIRST
    before: int = LAST

    def until(self, place: int) -> "Match":
        """Return the same of what is before that place, too."""
        return replace(self, before=min(place, self.before))

    @property
    def every(self) -> Groups:
        """All groups of which it must have one."""
        return [*self.rare, *self.wide]


Found = tuple[int, int]
"""Which of several matches it is, counted from 0, and its place."""
