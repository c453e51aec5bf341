"""Ladders: who is asked, for how long, and who is asked next."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from bot.escalations.rules.moves import Urgency

DAY = timedelta(hours=8)
"""Working time that people call a day."""

LEVELS_MAX = 3
"""Levels below the last one, which is always the sponsors'."""


class Who(StrEnum):
    """People by what they are to the two teams."""

    LEADS = "leads"
    """Of the team that is asked."""
    OTHER_LEADS = "other_leads"
    """Of the team that asks."""
    LIAISONS = "liaisons"
    SPONSORS = "sponsors"


class Why(StrEnum):
    """Why a level was passed over."""

    EMPTY = "empty"
    AWAY = "away"
    SAME = "same"
    """All of it have just been asked."""
    UNREACHABLE = "unreachable"
    """Nothing can be posted in their channel."""


@dataclass(frozen=True)
class Level:
    """Who is asked together, and how much working time they have until the next are."""

    who: tuple[Who, ...]
    people: tuple[str, ...]
    within: Mapping[Urgency, timedelta]


LAST = Level((Who.SPONSORS,), (), dict.fromkeys(Urgency, DAY))
"""Above it there is nobody, and no silent end: they are asked again each working day."""

_WITHIN = {
    Urgency.HIGH: timedelta(minutes=30),
    Urgency.NORMAL: timedelta(hours=4),
    Urgency.LOW: DAY,
}


@dataclass(frozen=True)
class Ladder:
    """The levels from the bottom up, without the last one, which all ladders have."""

    levels: tuple[Level, ...]

    @property
    def last(self) -> int:
        """The index of the last level."""
        return len(self.levels)

    def level(self, index: int) -> Level:
        """Return the level with this index."""
        return LAST if index == self.last else self.levels[index]

    def within(self, index: int, urgency: Urgency) -> timedelta:
        """Return how much working time those of a level have."""
        return self.level(index).within[urgency]


DEFAULT = Ladder(
    (
        Level((Who.LEADS,), (), _WITHIN),
        Level((Who.LEADS, Who.OTHER_LEADS), (), _WITHIN),
    )
)
"""Until two teams say otherwise."""


@dataclass(frozen=True)
class Roster:
    """Who is what in the two teams now, and who cannot be asked.

    `away` has those who are away, with who stands in for them, if anybody; `gone` those who have
    left. `asker` is not asked: it is their problem. What is private is for those on the ladder.
    """

    roles: Mapping[Who, Sequence[str]]
    asker: str
    away: Mapping[str, str | None] = field(default_factory=dict)
    gone: Collection[str] = frozenset()
    is_private: bool = False

    def named(self, level: Level) -> list[str]:
        """Return whom a level means, whether they are there or not, each once."""
        people = [*(user_id for who in level.who for user_id in self.roles[who]), *level.people]
        return [
            user_id
            for user_id in dict.fromkeys(people)
            if user_id not in self.gone and user_id != self.asker
        ]

    def present(self, named: Sequence[str]) -> dict[str, str]:
        """Return who of them can be asked, or stands in: the one asked, and for whom."""
        found = {user_id: user_id for user_id in named if user_id not in self.away}
        for user_id in named:
            stand_in = self.away.get(user_id)
            if stand_in and self._can_stand_in(stand_in):
                found.setdefault(stand_in, user_id)
        return found

    def _can_stand_in(self, user_id: str) -> bool:
        return user_id != self.asker and user_id not in self.gone and user_id not in self.away


@dataclass(frozen=True)
class Asked:
    """Who is asked next: `people`, each with the one for whom they are asked, often themselves.

    `passed` has the levels below that were passed over, each with the reason.
    """

    level: int
    people: Mapping[str, str]
    passed: tuple[tuple[int, Why], ...] = ()


def ask(ladder: Ladder, roster: Roster, *, start: int, just_asked: Collection[str] = ()) -> Asked:
    """Return who is asked at level `start`, or at the next one where somebody is there.

    Nobody of `just_asked` is asked again, but at the last level, which is never passed over: there
    even those who are away are asked, and if there is nobody at all, everybody of both teams is.
    """
    passed: list[tuple[int, Why]] = []
    for index in range(start, ladder.last):
        people, why = _at(ladder.level(index), roster, just_asked)
        if why is None:
            return Asked(index, people, tuple(passed))
        passed.append((index, why))
    return Asked(ladder.last, _at_the_top(ladder, roster), tuple(passed))


def _at(
    level: Level, roster: Roster, just_asked: Collection[str]
) -> tuple[dict[str, str], Why | None]:
    named = roster.named(level)
    present = roster.present(named)
    fresh = {asked: of for asked, of in present.items() if asked not in just_asked}
    if fresh:
        return fresh, None
    if not named:
        return {}, Why.EMPTY
    return {}, Why.SAME if present else Why.AWAY


def _at_the_top(ladder: Ladder, roster: Roster) -> dict[str, str]:
    named = roster.named(LAST)
    teams = dict.fromkeys(user_id for who in Who for user_id in roster.roles[who])
    may_know = everybody(ladder, roster) if roster.is_private else teams
    remaining = [
        each for each in teams if each in may_know and each not in {*roster.gone, roster.asker}
    ]
    asked = roster.present(named) or _themselves(named) or _themselves(remaining)
    return asked or {roster.asker: roster.asker}


def _themselves(user_ids: Sequence[str]) -> dict[str, str]:
    return {user_id: user_id for user_id in user_ids}


def same_place(level: int, *, before: Ladder, after: Ladder) -> int:
    """Return where an escalation at `level` of one ladder stands on another: never at no level."""
    return after.last if level >= before.last else min(level, after.last)


def everybody(ladder: Ladder, roster: Roster) -> set[str]:
    """Return all whom any level of the ladder means."""
    return {
        user_id for index in range(ladder.last + 1) for user_id in roster.named(ladder.level(index))
    }
