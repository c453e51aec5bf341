"""Everything that a digest tells, read at one moment."""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.digests.models.facts import Facts, Overview, Roadmap, Some
from bot.digests.queries import events
from bot.digests.queries.digests import find_last
from bot.digests.queries.roadmap import list_words, read_roadmap
from bot.digests.rules import ROADMAP, counting, snapshots, sponsor
from bot.digests.rules.changes import Changes, compare
from bot.digests.rules.times import SETTLED
from bot.people import queries as people
from bot.teams import queries as team_queries
from bot.worktime.rules.zones import zone_named

_A_MONTH = timedelta(days=31)
"""Of which sponsors read the wins in their first digest."""


def read_facts(
    session: Session, workspace_id: int, *, zone: str, now: datetime, settled: bool
) -> Facts:
    """Return what a weekly digest tells now; the day is that of `zone`.

    What is `settled` is told once by all digests together; else what was decided just now is
    there, too.
    """
    last = find_last(session, workspace_id, ROADMAP)
    before = snapshots.load(last.snapshot) if last else None
    roadmap = read_roadmap(session, workspace_id, before)
    changes = compare(before, roadmap.snapshot) if before else None
    teams = team_queries.list_all_teams(session, workspace_id)
    place = zone_named(zone)
    since = last.compiled_at - SETTLED if last else None
    until = now - SETTLED if settled else now
    wins = events.list_won(session, workspace_id, since=since, until=until) if since else Some()
    decided = (
        events.list_decided(session, workspace_id, since=since, until=until) if since else Some()
    )
    return Facts(
        today=now.astimezone(place).date(),
        since=last.compiled_at.astimezone(place).date() if last else None,
        roadmap=roadmap,
        changes=changes,
        teams={team.id: team.name for team in teams},
        names=_names(session, workspace_id, roadmap, (won.people for won in wins.shown)),
        words=list_words(session, workspace_id, _turned(changes)),
        decided=decided,
        waiting=events.list_waiting(session, workspace_id),
        escalated=events.list_escalated(session, workspace_id),
        wins=wins,
    )


def read_overview(
    session: Session, workspace_id: int, user_id: str, roadmap: Roadmap, *, zone: str, now: datetime
) -> Overview:
    """Return what the monthly digest of a sponsor tells now, of the roadmap as it stands."""
    last = find_last(session, workspace_id, sponsor(user_id))
    teams = team_queries.list_all_teams(session, workspace_id)
    place = zone_named(zone)
    escalated = events.count_escalated(session, workspace_id)
    theirs = {team.id for team in teams if user_id in team.sponsors}
    begun = last.compiled_at if last else now - _A_MONTH
    return Overview(
        today=now.astimezone(place).date(),
        since=last.compiled_at.astimezone(place).date() if last else None,
        counts=counting.count(roadmap.snapshot, escalations=escalated),
        before=counting.load(last.snapshot) if last else None,
        roadmap=roadmap,
        teams={team.id: team.name for team in teams},
        wins=events.list_celebrated(session, workspace_id, since=begun, until=now),
        different=[id_ for id_, item in roadmap.snapshot.open() if item.differs],
        asked=events.list_asked(session, workspace_id, user_id),
        silent=[each for each in roadmap.silent if each.team_id in theirs],
    )


def _turned(changes: Changes | None) -> set[int]:
    return {each.initiative_id for each in changes.turned} if changes else set()


def _names(
    session: Session, workspace_id: int, roadmap: Roadmap, won: Iterable[Iterable[str]]
) -> Mapping[str, str]:
    user_ids = {each.user_id for each in roadmap.silent}.union(*won)
    known = people.find_people(session, workspace_id, user_ids)
    return {user_id: person.name for user_id, person in known.items()}
