"""Where the form was opened, and what it is about: it travels in the form's metadata."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

from bot.decisions.rules import Succession


@dataclass(frozen=True)
class Context:
    """Where the form was opened, and what need not be asked.

    `team_id` and `initiative_id` are what holds unless a field says otherwise. The rest is of what
    it came from: a message, or the decision that this one follows.
    """

    channel_id: str = ""
    team_id: int | None = None
    initiative_id: int | None = None
    source: str | None = None
    permalink: str | None = None
    restricted_to: str | None = None
    follows_id: int | None = None
    follows_as: str | None = None

    @property
    def succession(self) -> Succession | None:
        """How it follows another one."""
        return Succession(self.follows_as) if self.follows_as else None

    @property
    def subject(self) -> tuple[object, ...]:
        """What it is about, and who may read it: what was typed about one is no use for another."""
        return self.source, self.follows_id, self.follows_as, self.restricted_to

    def dump(self) -> str:
        """Return it as a form's metadata."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def but(self, **changes: Any) -> "Context":
        """Return it with something else."""
        return replace(self, **changes)


def load(metadata: str) -> Context:
    """Return what a form's metadata says."""
    return Context(**json.loads(metadata))
