"""What an initiative can be at, who may change it, and what comes of two changes at once."""

import re
import unicodedata
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from bot.permissions import ANY, Permissions, Role

NAME_MAX = 80
"""Characters: a name must fit into a headline beside its number (Slack: 150)."""

REASON_MAX = 1000
"""Characters of the outcome, and of why: a card is read at a glance."""

OWNERS_MIN = 2
"""What one team does alone needs no shared roadmap."""


APART = 5
"""Working days between the dates that two owners expect, from which they see it differently."""


class Cadence(StrEnum):
    """How often the owners of an active initiative are asked how it goes."""

    BY_DATE = "by_date"
    """Every week from eight weeks before its target date on, else every month."""
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    NEVER = "never"


class Status(StrEnum):
    """How an owner says that an initiative goes."""

    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    OFF_TRACK = "off_track"


class Stage(StrEnum):
    """Where an initiative stands."""

    CANDIDATE = "candidate"
    PLANNED = "planned"
    ACTIVE = "active"
    PAUSED = "paused"
    DONE = "done"
    DROPPED = "dropped"


LISTED = (
    Stage.ACTIVE,
    Stage.PLANNED,
    Stage.PAUSED,
    Stage.CANDIDATE,
    Stage.DONE,
    Stage.DROPPED,
)
"""The order in which stages are listed: what is under way first."""

CLOSED = frozenset({Stage.DONE, Stage.DROPPED})

DUE = frozenset({Stage.ACTIVE, Stage.PLANNED})
"""Whose target date can be missed: a candidate has promised nothing, and a pause is known."""

_RESPONSIBLE = frozenset({Role.OWNER, Role.LEAD, Role.SPONSOR})

PERMISSIONS: Permissions = {
    "roadmap.add": {ANY: frozenset({Role.COLLEAGUE})},
    "roadmap.change": dict.fromkeys(Stage, _RESPONSIBLE),
    "roadmap.move_stage": dict.fromkeys(Stage, _RESPONSIBLE),
}
"""Leads and sponsors are those of the teams involved; closed initiatives can be opened again."""

OWNER = "owner:"
"""What comes before a team's id in the name of the field that is its owner: "owner:7"."""

_NUMBER = re.compile(r"(?P<prefix>ini[-\s]*)?0*(?P<number>\d{1,9})", re.IGNORECASE)


def roles(
    user_id: str, *, owners: Collection[str], leads: Collection[str], sponsors: Collection[str]
) -> set[Role]:
    """Return what a colleague is to an initiative with these people."""
    among = {Role.OWNER: owners, Role.LEAD: leads, Role.SPONSOR: sponsors}
    return {Role.COLLEAGUE, *(role for role, people in among.items() if user_id in people)}


def see_differently(views: Iterable[tuple[Status, date]]) -> bool:
    """Return whether owners see an initiative differently: its status, or when it will be done."""
    statuses, days = set[Status](), list[date]()
    for status, expected_on in views:
        statuses.add(status)
        days.append(expected_on)
    return len(statuses) > 1 or (bool(days) and _working_days(min(days), max(days)) >= APART)


def _working_days(first: date, last: date) -> int:
    """Return how many days from Monday to Friday there are after `first`, until `last`."""
    weeks, rest = divmod((last - first).days, 7)
    return weeks * 5 + sum((first.weekday() + day) % 7 < 5 for day in range(1, rest + 1))  # noqa: PLR2004 (Saturday is 5)


def is_overdue(stage: Stage, target_on: date, today: date) -> bool:
    """Return whether the target date was missed as of `today`."""
    return stage in DUE and target_on < today


def listed_before(stage: Stage, *, is_mine: bool) -> int:
    """Return the place of an initiative's group in the list: 0 for my own that are not closed."""
    return 0 if is_mine and stage not in CLOSED else 1 + LISTED.index(stage)


def team_of(field: str) -> int | None:
    """Return the id of the team whose owner `field` is; None for any other field."""
    return int(field.removeprefix(OWNER)) if field.startswith(OWNER) else None


def owners(fields: Mapping[str, Any]) -> dict[int, str]:
    """Return the owners among `fields`, by their team's id."""
    teams = {name: team_of(name) for name in fields}
    return {team: fields[name] for name, team in teams.items() if team and fields[name]}


def whom_to_ask(
    leads: Iterable[str], sponsors: Iterable[str], *, gone: Collection[str]
) -> list[str]:
    """Return who answers for a team's owner who left: its leads, or if all left, its sponsors."""
    for people in (leads, sponsors):
        if here := [user_id for user_id in people if user_id not in gone]:
            return here
    return []


def folded(name: str) -> str:
    """Return a name as it is searched: in any case, and in any of Unicode's spellings."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def number_meant(text: str) -> tuple[int | None, bool]:
    """Return the number that `text` can mean (`INI-7`, `ini 7`, `7`), and if it means nothing else.

    `7` may also be a part of a name.
    """
    found = _NUMBER.fullmatch(text.strip())
    return (int(found["number"]), bool(found["prefix"])) if found else (None, False)
