"""The sponsors' summary, and what leads are told of whom nobody has thanked: once a round."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges, scheduling
from bot.db import Transaction
from bot.nudges import Nudge
from bot.teams import queries as teams
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.blocks import rounds as blocks
from bot.wins.models import Periodical
from bot.wins.operations import rounds
from bot.wins.operations.posting import calendar_of
from bot.wins.queries import rounds as due
from bot.wins.rules import Rhythm, Round
from bot.wins.rules.rounds import newly_unthanked
from bot.wins.rules.times import UNDO_WITHIN
from bot.worktime.rules import zones

BATCH = 20

_WITHIN = timedelta(days=6)
"""How long it waits for somebody's working hours: before the next one is due at the earliest."""


def go_round(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell the sponsors and leads whose turn it is, once."""
    with transaction() as session:
        rounds.begin(session, due.list_new_workspaces(session, limit=BATCH), now=now)

    def find(session: Session) -> Sequence[Periodical]:
        return due.lock_due(session, now=now, limit=BATCH)

    def tell_all(session: Session, found: Sequence[Periodical]) -> None:
        for each in found:
            everybody = teams.list_teams(session, each.workspace_id)
            told = _TELL[each.kind](session, each, everybody, now)
            nudges.nudge(session, *told, workspace_id=each.workspace_id, now=now)
            rounds.move_on(session, each, now=now)

    return now if scheduling.for_all(transaction, find, tell_all) == BATCH else None


def _summary(
    session: Session, periodical: Periodical, everybody: Sequence[Team], now: datetime
) -> list[Nudge]:
    """Return what sponsors are told: what cannot be taken back any more, so that it stays true."""
    workspace_id = periodical.workspace_id
    if queries.get_choices(session, workspace_id).rhythm is Rhythm.NEVER:
        return []
    since, until = periodical.told_until - UNDO_WITHIN, now - UNDO_WITHIN
    found = due.get_summary(session, workspace_id, everybody, since=since, until=until)
    if not found.total:
        return []
    calendar = calendar_of(session, workspace_id, everybody, now)
    drawn = blocks.summary(found, since.astimezone(zones.zone_named(calendar.zone)).date())
    sponsors = dict.fromkeys(each for team in everybody for each in team.sponsors)
    return [
        Nudge(f"wins:summary:{periodical.due_at:%Y%m%d}:{each}", each, *drawn, within=_WITHIN)
        for each in sponsors
    ]


def _coverage(
    session: Session, periodical: Periodical, everybody: Sequence[Team], now: datetime
) -> list[Nudge]:
    """Return what leads are told of their teams; of themselves nobody is."""
    told = []
    for team in everybody:
        since = due.find_thanked(session, team)
        unthanked = newly_unthanked(since, periodical.told_until, now)
        for lead in team.leads:
            others = sorted(unthanked - {lead})
            key = f"wins:unthanked:{team.id}:{periodical.due_at:%Y%m%d}:{lead}"
            if others:
                told.append(Nudge(key, lead, *blocks.unthanked(team.name, others), within=_WITHIN))
    return told


_TELL = {Round.SUMMARY: _summary, Round.COVERAGE: _coverage}
