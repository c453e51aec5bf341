"""What the clock does with digests: it tells each once, compiled while nobody has to wait."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from typing import TypeVar

from sqlalchemy.orm import Session

from bot.db import ONLY_READS, UNAVAILABLE, Transaction
from bot.digests import notices
from bot.digests.blocks import digest as blocks
from bot.digests.blocks import executive
from bot.digests.jobs.drawing import draw
from bot.digests.models import DigestSettings, DigestSponsor
from bot.digests.operations import timing
from bot.digests.operations.keeping import keep
from bot.digests.queries import digests as queries
from bot.digests.queries.compiling import read_facts, read_overview
from bot.digests.queries.roadmap import read_roadmap
from bot.digests.rules import ROADMAP, sponsor, times
from bot.hours import queries as hours
from bot.scheduling import Schedule
from bot.teams import queries as team_queries

BATCH = 20

Due = TypeVar("Due")


def tell(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell the channels whose time it is their weekly digest, once."""
    with transaction() as session:
        _only_read(session)
        due = queries.list_due(session, now=now, limit=BATCH)
    _each(due, lambda settings: _tell(transaction, settings, now))
    return now if len(due) == BATCH else None


def tell_sponsors(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell the sponsors whose month begins theirs, once."""
    with transaction() as session:
        new = queries.list_new_sponsors(session, limit=BATCH)
        timing.begin_sponsors(session, new, now=now)
        due = queries.list_sponsors_due(session, now=now, limit=BATCH)
    together = [list(each) for _id, each in groupby(due, lambda each: each.workspace_id)]
    _each(together, lambda theirs: _tell_sponsors(transaction, theirs, now))
    return now if BATCH in {len(new), len(due)} else None


def _tell(transaction: Transaction, settings: DigestSettings, now: datetime) -> None:
    """Read and draw in no transaction that others wait for, and write in one that is short."""
    with transaction() as session:
        _only_read(session)
        facts = read_facts(
            session, settings.workspace_id, zone=settings.zone, now=now, settled=True
        )
    pictures, files = draw(facts) if blocks.is_new(facts) else ([], [])
    drawn = blocks.message(facts, pictures)
    with transaction() as session:
        locked = queries.lock_due(session, settings)
        if locked is None or locked.due_at is None:
            return
        period = times.newest_week(locked.timing, locked.due_at, now)
        snapshot = facts.roadmap.snapshot.dump()
        workspace_id = locked.workspace_id
        if keep(session, workspace_id, ROADMAP, period, snapshot=snapshot, compiled_at=now):
            notices.tell(session, locked, period, drawn, files, now=now)
        timing.move_on(locked, told=period, now=now)


def _tell_sponsors(
    transaction: Transaction, theirs: Sequence[DigestSponsor], now: datetime
) -> None:
    """Tell those of one workspace: the roadmap is read once for all of them."""
    workspace_id = theirs[0].workspace_id
    with transaction() as session:
        _only_read(session)
        roadmap = read_roadmap(session, workspace_id, None)
        teams = team_queries.list_teams(session, workspace_id)
        schedules = hours.list_schedules(
            session, workspace_id, [each.user_id for each in theirs], now=now
        )
        overviews = {
            each.user_id: read_overview(
                session,
                workspace_id,
                each.user_id,
                roadmap,
                zone=schedules[each.user_id].zone,
                now=now,
            )
            for each in theirs
        }
    sponsors = {user_id for team in teams for user_id in team.sponsors}
    for each in theirs:
        overview = overviews[each.user_id]
        period = times.newest_month(schedules[each.user_id].calendar, now)
        with transaction() as session:
            locked = queries.lock_sponsor_due(session, each)
            if locked is None:
                continue
            is_told = each.user_id in sponsors and bool(overview.counts.initiatives)
            if is_told and keep(
                session,
                workspace_id,
                sponsor(each.user_id),
                period,
                snapshot=overview.counts.dump(),
                compiled_at=now,
            ):
                drawn = executive.message(overview)
                notices.tell_sponsor(session, locked, period, drawn, now=now)
            timing.move_sponsor_on(session, locked, now=now)


def _only_read(session: Session) -> None:
    session.connection(execution_options={ONLY_READS: True})


def _each(due: Sequence[Due], act: Callable[[Due], None]) -> None:
    """Act on each by itself; the failures are raised together once the rest is done."""
    failures: list[Exception] = []
    for each in due:
        try:
            act(each)
        except UNAVAILABLE:
            raise
        except Exception as error:  # raised below
            failures.append(error)
    if failures:
        raise ExceptionGroup("some digests failed", failures)


SCHEDULE: Schedule = {
    "digests.tell": (timedelta(seconds=15), tell),
    "digests.tell_sponsors": (timedelta(seconds=15), tell_sponsors),
}
