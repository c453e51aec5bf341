"""Where a raise form was opened, and what it is about: it travels in the form's metadata."""

import json
from dataclasses import asdict, dataclass, replace
from typing import Any

QUOTED_MAX = 1_500
"""Characters of a message that are kept: the metadata takes 3,000 (docs.slack.dev, "Modals"), and
JSON spells some with two."""


@dataclass(frozen=True)
class Context:
    """Where the form was opened, and what need not be asked.

    `team_id` and `initiative_id` are what holds unless a field says otherwise; `origin`,
    `permalink` and `quoted` are of the message that it is about. The rest is what a form before
    this one was answered.
    """

    channel_id: str = ""
    team_id: int | None = None
    initiative_id: int | None = None
    origin: str | None = None
    permalink: str | None = None
    quoted: str | None = None
    kind: str | None = None
    urgency: str | None = None
    call: str | None = None
    needed_on: str | None = None
    private: bool = False
    join: int | None = None
    apart: bool = False

    def dump(self) -> str:
        """Return it as a form's metadata."""
        said = {name: value for name, value in asdict(self).items() if value}
        return json.dumps(said, ensure_ascii=False, separators=(",", ":"))

    def but(self, **changes: Any) -> "Context":
        """Return it with something else."""
        return replace(self, **changes)


def load(metadata: str) -> Context:
    """Return what a form's metadata says; a form of an older release has only its channel."""
    if not metadata.startswith("{"):
        return Context(channel_id=metadata)
    return Context(**json.loads(metadata))
