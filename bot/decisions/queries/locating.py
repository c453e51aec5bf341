"""Where what somebody looks for is in the index, in the order in which it is shown."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import time, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from bot.decisions.queries.matching import FIRST, LAST, Groups, Index, Match
from bot.decisions.queries.spelling import list_alike
from bot.decisions.rules import marks
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
    index = Index(session)
    here = _everywhere(workspace_id, wanted, channels, zone)
    found: list[Spot] = []
    for number, part in enumerate(_parts(session, here, wanted, channels)):
        if number < start.part:
            continue
        match = part.match
        if number == start.part and start.before is not None:
            match = match.until(start.before)
        places = index.find_places(match, limit=limit - len(found))
        found += [Spot(number, position, part.is_alike) for position in places]
        if len(found) == limit:
            break
    return found


def scopes(workspace_id: int, channels: Collection[str]) -> Sequence[str]:
    """Return the marks of what somebody reads who is in these private channels."""
    own = [marks.scope(workspace_id, each) for each in sorted(channels)]
    return [marks.scope(workspace_id), *own]


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
        [scopes(workspace_id, channels), *(each for each in filters if each)],
        since=marks.position(since) if since else FIRST,
        before=marks.position(until) if until else LAST,
    )


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
