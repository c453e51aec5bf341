"""What a team is told of its decisions once a week."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from bot.decisions.models import Decision, Weekly
from bot.decisions.models.weeklies import Some, Week
from bot.decisions.queries.decisions import WHOLE
from bot.decisions.rules import HOLDING, State
from bot.decisions.rules.times import REVIEWS_SHOWN
from bot.tables import one_of
from bot.teams.models import Team

SHOWN = 10
"""Decisions that a part of the message names; of the rest it says how many there are."""


def list_new_teams(session: Session, *, limit: int) -> Sequence[Team]:
    """Return teams that have no weekly message yet, of all workspaces."""
    return session.scalars(
        select(Team)
        .outerjoin(Weekly, Weekly.team_id == Team.id)
        .where(Weekly.id.is_(None), Team.closed_at.is_(None))
        .order_by(Team.id)
        .limit(limit)
        .options(selectinload(Team.members))
    ).all()


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Weekly]:
    """Return the weekly messages that are due, locked; those another process is at are left out."""
    return session.scalars(
        select(Weekly)
        .where(Weekly.due_at <= now)
        .order_by(Weekly.due_at, Weekly.id)
        .limit(limit)
        .options(selectinload(Weekly.team).selectinload(Team.members))
        .with_for_update(skip_locked=True, of=Weekly)
    ).all()


def get_week(session: Session, team: Team, *, since: datetime, today: date) -> Week:
    """Return what the team is to be told of since then."""
    soon = today + REVIEWS_SHOWN
    ended = (*(state for state in State if state not in {State.PROPOSED, State.ACCEPTED}),)
    return Week(
        team,
        today,
        decided=_some(
            session,
            team,
            Decision.accepted_at,
            Decision.accepted_at >= since,
            one_of(Decision.state, *HOLDING),
        ),
        waiting=_some(session, team, Decision.proposed_at, one_of(Decision.state, State.PROPOSED)),
        reviews=_some(
            session,
            team,
            Decision.review_on,
            one_of(Decision.state, State.ACCEPTED),
            Decision.review_on <= soon,
        ),
        ended=_some(
            session, team, Decision.state_at, Decision.state_at >= since, Decision.state.in_(ended)
        ),
    )


def _some(
    session: Session, team: Team, order: InstrumentedAttribute[Any], *which: ColumnElement[bool]
) -> Some:
    theirs = (
        Decision.workspace_id == team.workspace_id,
        or_(Decision.team_id == team.id, Decision.partner_id == team.id),
        *which,
    )
    shown = session.scalars(
        select(Decision).where(*theirs).order_by(order, Decision.id).limit(SHOWN).options(*WHOLE)
    ).all()
    if len(shown) < SHOWN:
        return Some(shown, len(shown))
    return Some(shown, session.scalar(select(func.count(Decision.id)).where(*theirs)) or 0)
