"""Places by their clocks, as people look for them: a city, under its part of the world."""

from collections.abc import Mapping, Sequence
from functools import cache
from zoneinfo import available_timezones

AT_MOST = 100
"""Choices under one heading of a list (Slack: block-kit/composition-objects, option group)."""

_PARTS = (
    "Africa",
    "America",
    "Antarctica",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)
NOWHERE = "UTC"


@cache  # it reads the folder of all zones
def list_zones() -> Mapping[str, Sequence[str]]:
    """Return the names of time zones that people live by, under headings, each list in order."""
    groups: dict[str, Sequence[str]] = {}
    for part in _PARTS:
        zones = [zone for zone in available_timezones() if zone.startswith(f"{part}/")]
        groups |= split(part, sorted(zones, key=city))
    return groups | {"Nowhere": [NOWHERE]}


def split(heading: str, names: Sequence[str]) -> dict[str, Sequence[str]]:
    """Return `names` under `heading`, or under several if they are too many for one list."""
    if len(names) <= AT_MOST:
        return {heading: names} if names else {}
    parts = [names[start : start + AT_MOST] for start in range(0, len(names), AT_MOST)]
    return {f"{heading}, {city(part[0])} to {city(part[-1])}": part for part in parts}


def city(zone: str) -> str:
    """Return a time zone as people say it: `America/Argentina/Buenos_Aires` is Buenos Aires."""
    return zone.rpartition("/")[2].replace("_", " ")
