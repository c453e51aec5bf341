"""How the roadmap stands in numbers, and how they moved since the month before."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from bot.digests.rules.snapshots import Health, Snapshot


@dataclass(frozen=True)
class Counts:
    """Open initiatives, by how they go; those that differ, silent sides, and open escalations."""

    initiatives: int = 0
    on_track: int = 0
    at_risk: int = 0
    off_track: int = 0
    not_said: int = 0
    different: int = 0
    silent: int = 0
    escalations: int = 0

    def dump(self) -> dict[str, int]:
        """Return them as a row keeps them."""
        return asdict(self)


def load(kept: Mapping[str, int]) -> Counts:
    """Return what a row has kept."""
    return Counts(**kept)


def count(snapshot: Snapshot, *, escalations: int) -> Counts:
    """Return how the roadmap of a snapshot stands, with so many open escalations."""
    items = [item for _id, item in snapshot.open()]
    healths = Counter(item.health for item in items)
    return Counts(
        initiatives=len(items),
        **{health.value: healths[health] for health in Health},
        different=sum(item.differs for item in items),
        silent=sum(side.is_silent for item in items for side in item.sides.values()),
        escalations=escalations,
    )
