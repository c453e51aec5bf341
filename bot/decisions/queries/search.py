"""Finding decisions again, by their words and by what else is known of them."""

from collections.abc import Collection, Sequence
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.models.finding import Hit, Results
from bot.decisions.queries.decisions import LISTED
from bot.decisions.queries.index import open_index
from bot.decisions.queries.locating import locate, scopes
from bot.decisions.queries.matching import Groups, Match
from bot.decisions.queries.succession import find_holding
from bot.decisions.rules import State, marks
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import Wanted
from bot.tables import among


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
    """Return decisions that have all the words, and fit the filters, from `start` on.

    Those that say exactly this come first: current ones before others, then those with all words in
    the title, then the newest. Then those with words of which one letter differs, or that only
    begin so. `channels` are the private ones whose members the reader is one of: of other channels
    nothing is found, by whatever it is looked for. `zone` is where the reader's days begin and end.
    """
    found = locate(
        session,
        workspace_id,
        wanted,
        channels=channels,
        zone=zone,
        limit=limit + 1,
        start=start,
    )
    shown = found[:limit]
    readable = _load(session, workspace_id, [each.position for each in shown], channels)
    holding = find_holding(session, workspace_id, [*readable.values()], channels=channels)
    hits = [
        Hit(readable[each.decision_id], each.is_alike, holding.get(each.decision_id))
        for each in shown
        if each.decision_id in readable
    ]
    return Results(hits, shown[-1].place if len(found) > limit else None)


def list_candidates(
    session: Session,
    workspace_id: int,
    groups: Groups,
    *,
    channels: Collection[str],
    limit: int,
) -> Sequence[Decision]:
    """Return accepted decisions that have one of the words of each group, the newest first."""
    accepted = [marks.state(State.ACCEPTED)]
    words = [[marks.word(workspace_id, each) for each in group] for group in groups]
    match = Match(workspace_id, words, [scopes(workspace_id, channels), accepted])
    places = [place for _match, place in open_index(session).find([match], limit=limit)]
    readable = _load(session, workspace_id, places, channels)
    return [readable[each] for each in map(marks.id_at, places) if each in readable]


def _load(
    session: Session, workspace_id: int, places: Sequence[int], channels: Collection[str]
) -> dict[int, Decision]:
    """Return the decisions of these places that the reader may read: the index only proposes."""
    found = session.scalars(
        select(Decision)
        .where(among(Decision.id, [marks.id_at(each) for each in places], workspace_id))
        .options(*LISTED)
    )
    return {each.id: each for each in found if each.restricted_to in {None, *channels}}
