"""Lanes: opening a workspace's, stopping it while Slack takes nothing, and opening it again."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Any

from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import Lane
from bot.outbox.queries import lanes as queries
from bot.outbox.rules import pace, steps
from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import Stop
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Stopped:
    """Since when nothing was sent to a workspace, and why."""

    since: datetime
    because: Stop


def open_(session: Session, workspace_ids: Iterable[int], *, now: datetime) -> None:
    """Make sure that each workspace has a lane; one that is stopped is asked again at once."""
    for each in sorted(workspace_ids):
        row = {"workspace_id": each, "full_at": now, "served_at": now, "failures": 0}
        session.connection().execute(_insert_once(session), row)
        _change(session, each, Lane.stopped_at.is_not(None), probe_at=now)


def note(
    session: Session, workspace_id: int, outcomes: Sequence[Outcome], *, now: datetime
) -> None:
    """Stop the lane when its calls show that Slack is away, or that the token is no good."""
    if Outcome.WORKSPACE_CANNOT_RECEIVE in outcomes:
        _stop(session, workspace_id, Stop.REVOKED, now)
        return
    in_a_row = _failures_at_the_end(outcomes)
    if in_a_row < len(outcomes):  # Slack answered one of them
        _change(session, workspace_id, Lane.failures != in_a_row, failures=in_a_row)
    else:
        in_a_row = _add_failures(session, workspace_id, in_a_row)
    if in_a_row >= pace.OUTAGE_AFTER:
        _stop(session, workspace_id, Stop.OUTAGE, now)


def claim_probes(session: Session, *, workspace_ids: Collection[int], now: datetime) -> list[int]:
    """Return the workspaces whose stopped lanes are to be probed now; nobody else probes them."""
    due = queries.list_probes_due(session, workspace_ids=workspace_ids, now=now)
    for lane in due:
        if lane.stopped_because:
            lane.probe_at = now + pace.PROBE_EVERY[lane.stopped_because]
    return [lane.workspace_id for lane in due]


def resume(session: Session, workspace_id: int) -> Stopped | None:
    """Open a stopped lane, warily: the next failure stops it again. Return what had stopped it.

    None if it is open already.
    """
    lane = queries.get_lane(session, workspace_id)
    if lane.stopped_at is None or lane.stopped_because is None:
        return None
    stopped = Stopped(lane.stopped_at, lane.stopped_because)
    lane.failures = pace.OUTAGE_AFTER - 1
    lane.stopped_at = lane.stopped_because = lane.probe_at = None
    session.flush()
    return stopped


def _stop(session: Session, workspace_id: int, why: Stop, now: datetime) -> None:
    still_open = Lane.stopped_at.is_(None)
    probe_at = now + pace.PROBE_EVERY[why]
    _change(
        session, workspace_id, still_open, stopped_at=now, stopped_because=why, probe_at=probe_at
    )


def _failures_at_the_end(outcomes: Sequence[Outcome]) -> int:
    return len(list(takewhile(steps.counts_as_failure, reversed(outcomes))))


def _add_failures(session: Session, workspace_id: int, number: int) -> int:
    counted = session.scalars(
        sql_update(Lane)
        .where(Lane.workspace_id == workspace_id)
        .values(failures=Lane.failures + number)
        .returning(Lane.failures)
        .execution_options(synchronize_session=False)
    )
    return counted.one()


def _change(session: Session, workspace_id: int, *only_if: Any, **values: Any) -> None:
    session.execute(
        sql_update(Lane)
        .where(Lane.workspace_id == workspace_id, *only_if)
        .values(**values)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(Lane)).on_conflict_do_nothing(index_elements=["workspace_id"])
