"""Finding decisions again, by their words and by what else is known of them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.models.finding import Hit, Results
from bot.decisions.queries.decisions import WHOLE
from bot.decisions.queries.matching import Groups, Match, find_places
from bot.decisions.queries.spelling import list_alike
from bot.decisions.queries.succession import find_holding
from bot.decisions.rules import State, marks
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import Wanted
from bot.decisions.rules.words import tokens
from bot.worktime.rules import zones

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Part:
    """A part of the list: all of it comes before all of the next one."""

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


def search(
    session: Session,
    workspace_id: int,
    wanted: Wanted,
    *,
    channels: Collection[str],
    zone: ZoneInfo,
    limit: int,
    start: Place = BEGINNING,
) -> Results:
    """Return decisions that have all the words, and fit the filters.

    Those that say exactly this come first: current ones before others, then those with all words in
    the title, then the newest. Then those with words of which one letter differs, or that only
    begin so. `channels` are the private ones whose members the reader is one of: of other channels
    nothing is found, by whatever it is looked for. `zone` is where the reader's days begin and end.
    """
    here = _everywhere(workspace_id, wanted, channels, zone)
    parts = _parts(session, here, wanted, channels)
    found = _walk(session, parts, start, limit=limit + 1)
    shown = found[:limit]
    readable = _load(session, workspace_id, [each.position for each in shown], channels)
    holding = find_holding(session, [*readable.values()], channels=channels)
    hits = [
        Hit(readable[each.decision_id], each.is_alike, holding.get(each.decision_id))
        for each in shown
        if each.decision_id in readable
    ]
    return Results(hits, shown[-1].place if len(found) > limit else None)


def list_candidates(
    session: Session,
    workspace_id: int,
    words: Collection[str],
    *,
    channels: Collection[str],
    limit: int,
) -> Sequence[Decision]:
    """Return accepted decisions that have any of these tokens, the newest first."""
    if not words:
        return []
    accepted = [marks.state(State.ACCEPTED)]
    match = Match(workspace_id, [_scopes(workspace_id, channels), accepted, sorted(words)])
    places = find_places(session, match, limit=limit)
    readable = _load(session, workspace_id, places, channels)
    return [readable[each] for each in map(marks.id_at, places) if each in readable]


def _everywhere(
    workspace_id: int, wanted: Wanted, channels: Collection[str], zone: ZoneInfo
) -> Match:
    """Return what holds in every part of the list: who reads it, and the filters."""
    filters = [
        [marks.state(wanted.state)] if wanted.state else [],
        [marks.team(wanted.team_id)] if wanted.team_id else [],
        [marks.initiative(wanted.initiative_id)] if wanted.initiative_id else [],
        [marks.person(wanted.user_id)] if wanted.user_id else [],
    ]
    since = zones.instant(wanted.since, time(0), zone) if wanted.since else None
    until = zones.instant(wanted.until + _DAY, time(0), zone) if wanted.until else None
    return Match(
        workspace_id,
        [_scopes(workspace_id, channels), *(each for each in filters if each)],
        since=marks.position(since) if since else None,
        before=marks.position(until) if until else None,
    )


def _scopes(workspace_id: int, channels: Collection[str]) -> Sequence[str]:
    own = [marks.scope(workspace_id, each) for each in sorted(channels)]
    return [marks.scope(workspace_id), *own]


def _parts(
    session: Session, here: Match, wanted: Wanted, channels: Collection[str]
) -> Iterator[Part]:
    """Yield the parts of the list, in their order; what no longer list needs is not looked up."""
    words = tokens(wanted.words)
    standings = [marks.standing(wanted.state)] if wanted.state else [marks.CURRENT, marks.PAST]
    exact = [[word] for word in words]
    titled = [[marks.in_title(word)] for word in words]
    for standing in standings:
        yield Part(_with(here, [standing], titled)) if words else Part(_with(here, [standing]))
        if words:
            yield Part(_with(here, [standing], exact, but=titled))
    alike = [
        [word, *list_alike(session, here.workspace_id, word, channels=channels)] for word in words
    ]
    if all(len(each) == 1 for each in alike):
        return
    for standing in standings:
        yield Part(_with(here, [standing], alike, but=exact), is_alike=True)


def _with(here: Match, standing: Sequence[str], words: Groups = (), *, but: Groups = ()) -> Match:
    return replace(here, every=[*words, *here.every, standing], but=but)


def _walk(session: Session, parts: Iterator[Part], start: Place, *, limit: int) -> list[Spot]:
    """Return what the parts have from `start` on, at most `limit`; the rest is not asked for."""
    found: list[Spot] = []
    for number, part in enumerate(parts):
        if number < start.part:
            continue
        match = part.match
        if number == start.part and start.before is not None:
            match = match.until(start.before)
        places = find_places(session, match, limit=limit - len(found))
        found += [Spot(number, position, part.is_alike) for position in places]
        if len(found) == limit:
            break
    return found


def _load(
    session: Session, workspace_id: int, places: Sequence[int], channels: Collection[str]
) -> dict[int, Decision]:
    """Return the decisions of these places that the reader may read: the index only proposes."""
    found = session.scalars(
        select(Decision)
        .where(
            Decision.workspace_id == workspace_id,
            Decision.id.in_([marks.id_at(each) for each in places]),
        )
        .options(*WHOLE)
    )
    return {each.id: each for each in found if each.restricted_to in {None, *channels}}
