"""The roadmap as it stood when a digest was told: what the next one is compared with."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from bot.roadmap.rules import CLOSED, Stage, Status, see_differently


@dataclass(frozen=True)
class Side:
    """How an initiative goes for one of its teams; without a status its owner never said it."""

    status: Status | None = None
    expected_on: date | None = None
    is_silent: bool = False


class Health(StrEnum):
    """How an initiative goes: the worst that a side says."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"
    NOT_SAID = "not_said"


_WORST_FIRST = (Status.OFF_TRACK, Status.AT_RISK, Status.ON_TRACK)


@dataclass(frozen=True)
class Item:
    """An initiative, with a side for each team that has an owner in it, by the team's id."""

    number: int
    stage: Stage
    target_on: date
    sides: Mapping[int, Side] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is neither done nor dropped."""
        return self.stage not in CLOSED

    @property
    def health(self) -> Health:
        """The worst that a side says."""
        said = {side.status for side in self.sides.values()}
        worst = next((each for each in _WORST_FIRST if each in said), None)
        return Health(worst.value) if worst else Health.NOT_SAID

    @property
    def differs(self) -> bool:
        """Whether its owners see it differently."""
        return see_differently(
            (side.status, side.expected_on)
            for side in self.sides.values()
            if side.status and side.expected_on
        )


@dataclass(frozen=True)
class Snapshot:
    """All initiatives that are open, and those that ended since the one before, by their ids.

    `last` is the highest number that an initiative had by then.
    """

    last: int
    items: Mapping[int, Item]

    def open(self) -> Iterator[tuple[int, Item]]:
        """Yield those that are open."""
        return ((id_, item) for id_, item in self.items.items() if item.is_open)

    def dump(self) -> dict[str, Any]:
        """Return it as a row keeps it, in few signs: there may be a thousand initiatives."""
        items = {str(id_): _dump(item) for id_, item in self.items.items()}
        return {"last": self.last, "items": items}


def load(kept: Mapping[str, Any]) -> Snapshot:
    """Return what a row has kept."""
    return Snapshot(kept["last"], {int(id_): _load(item) for id_, item in kept["items"].items()})


def _dump(item: Item) -> list[Any]:
    sides = {
        str(team_id): [
            side.status.value if side.status else None,
            side.expected_on.isoformat() if side.expected_on else None,
            int(side.is_silent),
        ]
        for team_id, side in item.sides.items()
    }
    return [item.number, item.stage.value, item.target_on.isoformat(), sides]


def _load(kept: list[Any]) -> Item:
    number, stage, target_on, sides = kept
    return Item(
        number,
        Stage(stage),
        date.fromisoformat(target_on),
        {int(team_id): _load_side(*side) for team_id, side in sides.items()},
    )


def _load_side(status: str | None, expected_on: str | None, is_silent: int) -> Side:
    return Side(
        Status(status) if status else None,
        date.fromisoformat(expected_on) if expected_on else None,
        bool(is_silent),
    )
