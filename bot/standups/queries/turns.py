"""Turns: those that are due, somebody's, and a round's."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.attributes import set_committed_value

from bot.errors import NotFound
from bot.standups.models import Draft, Round, Standup, StandupTeam, Turn
from bot.standups.rules import State
from bot.teams.models import Team

WITH_ROUND = (
    joinedload(Turn.round)
    .joinedload(Round.standup)
    .selectinload(Standup.links)
    .joinedload(StandupTeam.team)
    .selectinload(Team.members),
    joinedload(Turn.team),
)
_OF_ONE = (
    selectinload(Turn.round)
    .joinedload(Round.standup, innerjoin=True)
    .joinedload(Standup.links)
    .joinedload(StandupTeam.team, innerjoin=True),
)
_ONE = select(Turn).where(
    Turn.workspace_id == bindparam("of_workspace"), Turn.id == bindparam("of_turn")
)
_ONE_LOCKED = _ONE.with_for_update(of=Turn)
_ROUND = (
    # Read after the turn is locked: whoever closes a round locks its turns, too, and what we waited
    # for has changed the round.
    select(Round)
    .where(Round.workspace_id == bindparam("of_workspace"), Round.id == bindparam("of_round"))
    .options(
        joinedload(Round.standup, innerjoin=True)
        .joinedload(Standup.links)
        .joinedload(StandupTeam.team, innerjoin=True)
    )
)
_OF_ROUND = (selectinload(Turn.round), joinedload(Turn.team))
"""With the round and the stand-up that the session has read already."""


def get_turn(session: Session, *, workspace_id: int, turn_id: int, lock: bool = False) -> Turn:
    """Return a turn with its round, its stand-up and the names of its teams, whose people it lacks.

    With `lock`, other transactions that lock it wait until this one has ended. Raises NotFound.
    """
    statement = _ONE_LOCKED if lock else _ONE
    values = {"of_workspace": workspace_id, "of_turn": turn_id}
    found = session.scalars(statement, values).one_or_none()
    if found is None:
        raise NotFound("I can't find this question any more. Type `/standup` to see what is open.")
    values = {"of_workspace": workspace_id, "of_round": found.round_id}
    set_committed_value(found, "round", session.scalars(_ROUND, values).unique().one())
    return found


def lock_due(session: Session, *, now: datetime, limit: int) -> Sequence[Turn]:
    """Return turns that the clock has to look at, locked; those of others are passed over."""
    return session.scalars(
        select(Turn)
        .where(Turn.due_at <= now)
        .order_by(Turn.due_at, Turn.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Turn)
        .options(*WITH_ROUND)
    ).all()


def list_of_round(session: Session, round_: Round) -> Sequence[Turn]:
    """Return everybody's turns in a round, in the order in which they answered."""
    return session.scalars(
        select(Turn)
        .where(Turn.workspace_id == round_.workspace_id, Turn.round_id == round_.id)
        .order_by(Turn.answered_at.nulls_last(), Turn.id)
        .options(*_OF_ROUND)
    ).all()


def lock_round(session: Session, round_: Round) -> Sequence[Turn]:
    """Return everybody's turns in a round, locked: nobody answers meanwhile."""
    return session.scalars(
        select(Turn)
        .where(Turn.workspace_id == round_.workspace_id, Turn.round_id == round_.id)
        .order_by(Turn.id)
        .with_for_update(of=Turn)
        .options(*_OF_ROUND)
    ).all()


def list_open(session: Session, workspace_id: int, user_id: str, *, limit: int) -> Sequence[Turn]:
    """Return what somebody was asked and has not answered, the newest first."""
    return session.scalars(
        select(Turn)
        .join(Turn.round)
        .where(
            Turn.workspace_id == workspace_id,
            Turn.user_id == user_id,
            Turn.state == State.ASKED,
            Round.closed_at.is_(None),
        )
        .order_by(Turn.id.desc())
        .limit(limit)
        .options(*_OF_ONE)
    ).all()


def find_newest(session: Session, workspace_id: int, user_id: str) -> Turn | None:
    """Return the newest turn of somebody in a round that is open, or that closed last."""
    return session.scalars(
        select(Turn)
        .join(Turn.round)
        .where(
            Turn.workspace_id == workspace_id,
            Turn.user_id == user_id,
            Turn.state != State.PLANNED,
            Round.tried_by.is_(None),
        )
        .order_by(Turn.id.desc())
        .limit(1)
        .options(*_OF_ONE)
    ).one_or_none()


def find_before(session: Session, turn: Turn) -> Turn | None:
    """Return what the same person answered in the same stand-up before."""
    return session.scalars(
        select(Turn)
        .join(Turn.round)
        .where(
            Turn.workspace_id == turn.workspace_id,
            Turn.user_id == turn.user_id,
            Turn.id < turn.id,
            Turn.state == State.ANSWERED,
            Round.standup_id == turn.round.standup_id,
            Round.tried_by.is_(None),
        )
        .order_by(Turn.id.desc())
        .limit(1)
    ).one_or_none()


def find_draft(session: Session, turn: Turn, *, since: datetime) -> Draft | None:
    """Return what stood in the form of a turn when it was closed, if that was after `since`."""
    return session.scalars(
        select(Draft).where(
            Draft.workspace_id == turn.workspace_id,
            Draft.turn_id == turn.id,
            Draft.saved_at > since,
        )
    ).one_or_none()


def find_theirs(session: Session, round_: Round, user_id: str) -> Turn | None:
    """Return somebody's turn in a round, if they have one."""
    return session.scalars(
        select(Turn).where(
            Turn.workspace_id == round_.workspace_id,
            Turn.round_id == round_.id,
            Turn.user_id == user_id,
        )
    ).one_or_none()
