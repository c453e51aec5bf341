"""Where what somebody looks for is in the index, in the order in which it is shown."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.decisions.queries.index import open_index
from bot.decisions.queries.matching import FIRST, LAST, Groups, Match
from bot.decisions.queries.spelling import list_alike
from bot.decisions.rules import marks
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import Wanted
from bot.decisions.rules.words import tokens
from bot.worktime.rules import zones

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """A part of the list: all of it comes before all of the one with the next number."""

    number: int
    match: Match
    is_alike: bool = False


@dataclass(frozen=True)
class Spot:
    """Where something was found: in which part of the list, and at which place among all."""

    part: int
    position: int
    is_alike: bool

    @property
    def decision_id(self) -> int:
        """Which decision it is."""
        return marks.id_at(self.position)

    @property
    def place(self) -> Place:
        """Where the list goes on after it."""
        return Place(self.part, self.position)


def locate(
    session: Session,
    workspace_id: int,
    wanted: Wanted,
    *,
    channels: Collection[str],
    zone: ZoneInfo,
    limit: int,
    start: Place = BEGINNING,
) -> list[Spot]:
    """Return where decisions are that fit, at most `limit` from `start` on; see `search`.

    Parts of the list that are not needed are not asked for.
    """
    index = open_index(session)
    here = _everywhere(workspace_id, wanted, channels, zone)
    found: list[Spot] = []
    for run in _runs(_stages(session, here, wanted, channels), start):
        places = index.find([part.match for part in run], limit=limit - len(found))
        for number, position in places:
            found.append(Spot(run[number].number, position, run[number].is_alike))
        if len(found) == limit:
            break
    return found


def _runs(stages: Iterator[list[Part]], start: Place) -> Iterator[list[Part]]:
    """Yield what is asked at once, from `start` on: there the first part begins in its middle."""
    for stage in stages:
        parts = [part for part in stage if part.number >= start.part]
        if parts and parts[0].number == start.part and start.before is not None:
            begun = parts.pop(0)
            yield [replace(begun, match=begun.match.until(start.before))]
        if parts:
            yield parts


def scopes(workspace_id: int, channels: Collection[str]) -> Sequence[str]:
    """Return the marks of what somebody reads who is in these private channels."""
    own = [marks.scope(workspace_id, each) for each in sorted(channels)]
    return [marks.scope(workspace_id), *own]


def _everywhere(
    workspace_id: int, wanted: Wanted, channels: Collection[str], zone: ZoneInfo
) -> Match:
    """Return what holds in every part of the list: who reads it, and the filters."""
    wide = [
        [marks.state(wanted.state)] if wanted.state else [],
        [marks.team(wanted.team_id)] if wanted.team_id else [],
    ]
    rare = [
        [marks.initiative(wanted.initiative_id)] if wanted.initiative_id else [],
        [marks.person(wanted.user_id)] if wanted.user_id else [],
    ]
    since = zones.instant(wanted.since, time(0), zone) if wanted.since else None
    until = zones.instant(wanted.until + _DAY, time(0), zone) if wanted.until else None
    return Match(
        workspace_id,
        rare=[each for each in rare if each],
        wide=[scopes(workspace_id, channels), *(each for each in wide if each)],
        since=marks.position(since) if since else FIRST,
        before=marks.position(until) if until else LAST,
    )


def _stages(
    session: Session, here: Match, wanted: Wanted, channels: Collection[str]
) -> Iterator[list[Part]]:
    """Yield the parts of the list, in their order; what no longer list needs is not looked up."""
    words = tokens(wanted.words)
    standings = [marks.standing(wanted.state)] if wanted.state else [marks.CURRENT, marks.PAST]
    if not words:
        yield [Part(n, _with(here, each)) for n, each in enumerate(standings)]
        return
    exact = [[marks.word(here.workspace_id, word)] for word in words]
    titled = [[marks.in_title(here.workspace_id, word)] for word in words]
    matches = [
        match
        for each in standings
        for match in (_with(here, each, titled), _with(here, each, exact, but=titled))
    ]
    yield [Part(n, match) for n, match in enumerate(matches)]
    meant = [
        [word, *list_alike(session, here.workspace_id, word, channels=channels)] for word in words
    ]
    if any(len(each) > 1 for each in meant):
        alike = [[marks.word(here.workspace_id, word) for word in each] for each in meant]
        yield [
            Part(n, _with(here, each, alike, but=exact), is_alike=True)
            for n, each in enumerate(standings, start=len(matches))
        ]


def _with(here: Match, standing: str, words: Groups = (), *, but: Groups = ()) -> Match:
    return replace(here, rare=[*words, *here.rare], wide=[*here.wide, [standing]], but=but)
