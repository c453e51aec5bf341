"""The ladders of pairs of teams: each change is a new one."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.escalations.models import Escalation, Ladder
from bot.escalations.models.ladders import to_json
from bot.escalations.operations.recording import recording
from bot.escalations.queries import ladders as queries
from bot.escalations.queries.availability import Availability, find_availability
from bot.escalations.queries.ladders import find_ladder
from bot.escalations.rules import CHANGE_LADDER, DEFAULT, PERMISSIONS, Move, State
from bot.escalations.rules import ladders as rules
from bot.permissions import ANY, may
from bot.tables import per_dialect, table
from bot.teams.models import Team, roles_in
from bot.worktime.rules import waiting

Pair = tuple[Team, Team]


def get_ladder(session: Session, workspace_id: int, pair: Pair, *, now: datetime) -> Ladder:
    """Return the ladder of two teams; what everybody begins with is written down first."""
    found = find_ladder(session, workspace_id, ids(pair))
    if found is not None:
        return found
    _write(session, workspace_id, pair, DEFAULT, version=1, by=None, now=now)
    written = find_ladder(session, workspace_id, ids(pair))
    if written is None:
        raise LookupError("a ladder was written and is not there")
    return written


def change(
    session: Session,
    workspace_id: int,
    pair: Pair,
    levels: rules.Ladder,
    *,
    seen: int,
    apply: bool,
    by: str,
    now: datetime,
) -> Ladder:
    """Let two teams have another ladder from now on, and with `apply` what is open climb it too.

    `seen` is the version that the person saw. Raises Refused if they may not, and ChangedMeanwhile.
    """
    if not may(PERMISSIONS, CHANGE_LADDER, ANY, roles_in(pair, by)):
        raise Refused("Only leads and sponsors of the two teams can change their ladder.")
    version = seen + 1
    applies_at = now if apply else None
    written = _write(
        session, workspace_id, pair, levels, version=version, by=by, now=now, applies_at=applies_at
    )
    newest = find_ladder(session, workspace_id, ids(pair))
    if newest is None:
        raise LookupError("a ladder was written and is not there")
    if not written or newest.version != version:
        raise ChangedMeanwhile(newest)
    return newest


class ChangedMeanwhile(Refused):
    """Somebody else has changed the ladder since it was drawn; `newest` is theirs."""

    def __init__(self, newest: Ladder) -> None:
        super().__init__("Somebody has changed this ladder meanwhile.")
        self.newest = newest


def apply(session: Session, ladder: Ladder, *, limit: int, now: datetime) -> list[Escalation]:
    """Let at most `limit` open escalations of its two teams climb `ladder`, and return them.

    If those are all, it is applied.
    """
    older = queries.lock_on_older(session, ladder, limit=limit)
    availability = find_availability(session, older, now=now)
    for escalation in older:
        _move(session, escalation, ladder, availability, now)
    if len(older) < limit:
        ladder.applied_at = now
    return list(older)


def _move(
    session: Session,
    escalation: Escalation,
    ladder: Ladder,
    availability: Availability,
    now: datetime,
) -> None:
    before, after = escalation.ladder.rule, ladder.rule
    by = ladder.created_by
    with recording(session, Move.CHANGE_LADDER, escalation, by=by, at=now):
        escalation.level = rules.same_place(escalation.level, before=before, after=after)
        escalation.highest_level = max(escalation.highest_level, escalation.level)
        escalation.ladder, escalation.ladder_id = ladder, ladder.id
        if escalation.state is State.OPEN:
            within = after.within(escalation.level, escalation.urgency)
            calendars = availability.calendars(escalation.asked)
            due_at = waiting.due(calendars, escalation.asked_at, within, now=now)
            # What would have been due before is due now.
            escalation.due_at = max(due_at, now)


def _write(
    session: Session,
    workspace_id: int,
    pair: Pair,
    levels: rules.Ladder,
    *,
    version: int,
    by: str | None,
    now: datetime,
    applies_at: datetime | None = None,
) -> bool:
    """Write a version down, unless it is there; return whether it was not."""
    team_id, other_team_id = ids(pair)
    values = {
        "workspace_id": workspace_id,
        "team_id": team_id,
        "other_team_id": other_team_id,
        "version": version,
        "levels": to_json(levels),
        "created_at": now,
        "created_by": by,
        "applies_at": applies_at,
    }
    return session.connection().execute(_insert_once(session), values).scalar() is not None


def ids(pair: Pair) -> tuple[int, int]:
    """Return the ids of two teams in order, as ladders have them."""
    low, high = sorted(team.id for team in pair)
    return low, high


@per_dialect
def _insert_once(insert: Any) -> Any:
    ladders = table(Ladder)
    return insert(ladders).on_conflict_do_nothing().returning(ladders.c.id)
