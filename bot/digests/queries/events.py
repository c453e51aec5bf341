"""What else happened since the last digest: decisions, escalations and wins.

Of what is private, restricted, or for a team alone, only the number is read.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, case, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased, selectinload

from bot.decisions.models import Decision
from bot.decisions.rules import HOLDING
from bot.decisions.rules import State as DecisionState
from bot.digests.models.facts import Decided, Escalated, Some, Won
from bot.escalations.models import Escalation, Participant
from bot.tables import one_of
from bot.teams.models import Team
from bot.wins.models import Cheer, Win
from bot.wins.rules import FOR_ALL, Reach
from bot.wins.rules.times import UNDO_WITHIN

READ = 200
"""Of a kind, how many are read: a thread that has more is not read to its end."""

WINS_SHOWN = 3
"""Wins that sponsors read of a month."""


def list_decided(
    session: Session, workspace_id: int, *, since: datetime, until: datetime
) -> Some[Decided]:
    """Return the decisions that were made from then on, and hold, the oldest first."""
    lately = and_(Decision.accepted_at > since, Decision.accepted_at <= until)
    return _decisions(
        session, workspace_id, Decision.accepted_at, lately, one_of(Decision.state, *HOLDING)
    )


def list_waiting(session: Session, workspace_id: int) -> Some[Decided]:
    """Return the proposals that wait for somebody, the oldest first."""
    waits = one_of(Decision.state, DecisionState.PROPOSED)
    return _decisions(session, workspace_id, Decision.proposed_at, waits)


def list_escalated(session: Session, workspace_id: int) -> Some[Escalated]:
    """Return what is escalated and not finished, the oldest first."""
    unfinished = (Escalation.workspace_id == workspace_id, Escalation.due_at.is_not(None))
    total, hidden = session.execute(
        select(func.count(), func.count(Escalation.private_at)).where(*unfinished)
    ).one()
    rows = _escalations(session, *unfinished, Escalation.private_at.is_(None))
    return Some([_escalated(row) for row in rows], total - hidden - len(rows), hidden)


def list_asked(session: Session, workspace_id: int, user_id: str) -> Some[Escalated]:
    """Return the escalations that have reached somebody, the oldest first; private ones unread."""
    asked = select(Participant.escalation_id).where(
        Participant.workspace_id == workspace_id,
        Participant.user_id == user_id,
        Participant.asked_at.is_not(None),
    )
    rows = _escalations(
        session,
        Escalation.workspace_id == workspace_id,
        Escalation.due_at.is_not(None),
        Escalation.id.in_(asked),
    )
    return Some([_escalated(row) for row in rows])


def list_won(session: Session, workspace_id: int, *, since: datetime, until: datetime) -> Some[Won]:
    """Return the wins that everybody may read, those of an initiative together.

    Those of the last day are left for the next time: they may still be taken back.
    """
    lately = _lately(workspace_id, since, until)
    total, shared = session.execute(
        select(func.count(), func.count(case((Win.reach.in_(FOR_ALL), 1)))).where(*lately)
    ).one()
    statement = (
        select(Win)
        .where(*lately, Win.reach.in_(FOR_ALL))
        .order_by(Win.initiative_id.is_(None), Win.initiative_id, Win.id)
        .limit(READ)
        .options(selectinload(Win.honorees))
    )
    found = [_won(win) for win in session.scalars(statement)]
    return Some(found, shared - len(found), total - shared)


def list_celebrated(
    session: Session, workspace_id: int, *, since: datetime, until: datetime
) -> Some[Won]:
    """Return the wins for sponsors that most people have celebrated, the newest of them first."""
    theirs = (*_lately(workspace_id, since, until), Win.reach == Reach.EXECUTIVES)
    total = session.scalar(select(func.count()).select_from(Win).where(*theirs)) or 0
    cheers = select(func.count()).where(Cheer.win_id == Win.id).scalar_subquery()
    statement = (
        select(Win)
        .where(*theirs)
        .order_by(cheers.desc(), Win.id.desc())
        .limit(WINS_SHOWN)
        .options(selectinload(Win.honorees))
    )
    found = [_won(win) for win in session.scalars(statement)]
    return Some(found, total - len(found))


def count_escalated(session: Session, workspace_id: int) -> int:
    """Return how many escalations are not finished, private ones, too."""
    unfinished = (Escalation.workspace_id == workspace_id, Escalation.due_at.is_not(None))
    return session.scalar(select(func.count()).select_from(Escalation).where(*unfinished)) or 0


def _decisions(
    session: Session,
    workspace_id: int,
    since: InstrumentedAttribute[Any],
    *which: ColumnElement[bool],
) -> Some[Decided]:
    here = (Decision.workspace_id == workspace_id, *which)
    total, hidden = session.execute(
        select(func.count(), func.count(Decision.restricted_to)).where(*here)
    ).one()
    statement = (
        select(Decision)
        .where(*here, Decision.restricted_to.is_(None))
        .order_by(since, Decision.id)
        .limit(READ)
        .options(selectinload(Decision.team), selectinload(Decision.partner))
    )
    found = [
        Decided(
            each.name,
            each.title,
            [team.name for team in each.teams],
            getattr(each, since.key),
            each.initiative_id,
        )
        for each in session.scalars(statement)
    ]
    return Some(found, total - hidden - len(found), hidden)


def _escalations(session: Session, *which: ColumnElement[bool]) -> list[Row[Any]]:
    raising, answering = aliased(Team), aliased(Team)
    statement = (
        select(
            Escalation.id,
            Escalation.number,
            Escalation.stuck,
            Escalation.private_at,
            Escalation.raised_at,
            raising.name.label("raising"),
            answering.name.label("answering"),
        )
        .join(raising, raising.id == Escalation.raising_team_id)
        .join(answering, answering.id == Escalation.answering_team_id)
        .where(*which)
        .order_by(Escalation.raised_at, Escalation.id)
        .limit(READ)
    )
    return list(session.execute(statement))


def _escalated(row: Row[Any]) -> Escalated:
    stuck = row.stuck if row.private_at is None else None
    return Escalated(
        row.id, f"ESC-{row.number}", (row.raising, row.answering), stuck, row.raised_at
    )


def _lately(workspace_id: int, since: datetime, until: datetime) -> tuple[ColumnElement[bool], ...]:
    return (
        Win.workspace_id == workspace_id,
        Win.given_at > since - UNDO_WITHIN,
        Win.given_at <= until - UNDO_WITHIN,
        Win.undone_at.is_(None),
    )


def _won(win: Win) -> Won:
    return Won(win.name, win.what, win.people, win.initiative_id)
