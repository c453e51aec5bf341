"""A company with many teams, and as many escalations as a test needs, all due within seconds."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy
from sqlalchemy import Connection, Engine, func, select, text
from sqlalchemy.orm import Session, aliased

from bot import db
from bot.db import ONLY_READS
from bot.escalations import notices
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.operations import raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Move, Urgency
from bot.installations.models import Workspace
from bot.outbox.models import OutboxMessage
from bot.teams.models import Member, Team
from bot.teams.rules import Role

ALLOWED = timedelta(minutes=30)
"""What high urgency gives the first people asked."""

IN_A_CHANNEL = 10
"""Escalations that share a channel: Slack takes one post a second there."""

PEOPLE_A_CHANNEL = 10
"""People of the local Slack's crowd for each of its channels."""

TOLD_LATE = timedelta(minutes=1)
"""Who was told so much later counts as asked then."""

_card = aliased(OutboxMessage)
_FIRED = (
    select(EscalationEvent.escalation_id, EscalationEvent.at, Escalation.raised_at, _card.sent_at)
    .join(Escalation, Escalation.id == EscalationEvent.escalation_id)
    .join(_card, _card.key == Escalation.card_key)
    .where(EscalationEvent.move == Move.ADVANCE)
)
_FIRST_DUE_AT = select(func.min(Escalation.due_at))
_UNSETTLED = text(
    "SELECT count(*) FROM outbox_messages WHERE state IN ('pending', 'sending', 'unknown')"
)


@dataclass(frozen=True)
class Fired:
    """That an escalation moved up, and how long after it was due."""

    escalation_id: int
    late: timedelta


def raise_all(engine: Engine, timers: int, *, now: datetime, within: timedelta) -> None:
    """Raise so many escalations at even intervals from `now` on, a few for each team.

    Somebody must have installed the workspace.
    """
    channels = timers // IN_A_CHANNEL
    with db.sessions(engine).begin() as session:
        workspace_id = session.scalars(sqlalchemy.select(Workspace.id)).one()
        for channel in range(channels):
            asking, asked = _teams(session, workspace_id, channel, now)
            for each in range(channel, timers, channels):
                escalation = raising.raise_(
                    session,
                    workspace_id=workspace_id,
                    problem=Problem(f"Export {each} fails", "Somebody", Urgency.HIGH),
                    raising_team=asking,
                    answering_team=asked,
                    view_id=f"V{each}",
                    by=_person(channel, 2),
                    now=now + within * (each / timers),
                )
                notices.announce(session, escalation, now=now)


def first_due_at(engine: Engine) -> datetime:
    """Return when the first escalation falls due."""
    with _reading(engine) as connection:
        due_at: datetime = connection.execute(_FIRST_DUE_AT).scalar_one()
        return due_at


def fired(engine: Engine) -> list[Fired]:
    """Return every move by the clock; nobody is late who was asked late."""
    with _reading(engine) as connection:
        rows = connection.execute(_FIRED).all()
    return [Fired(row.escalation_id, row.at - _asked_at(row) - ALLOWED) for row in rows]


def _reading(engine: Engine) -> Connection:
    """Return a connection that waits for no process that writes."""
    return engine.connect().execution_options(**{ONLY_READS: True})


def _asked_at(row: Any) -> datetime:
    asked_at: datetime = row.raised_at
    told_late = row.sent_at is not None and row.sent_at > asked_at + TOLD_LATE
    return row.sent_at if told_late else asked_at


def unsettled(engine: Engine) -> int:
    """Return how many messages are on their way, or in doubt."""
    with _reading(engine) as connection:
        return connection.execute(_UNSETTLED).scalar_one()


def _teams(session: Session, workspace_id: int, channel: int, now: datetime) -> list[Team]:
    """Return the team that asks, whose lead is to be asked directly, and the one that is asked."""
    channel_ids = ("C0NOBODY", f"C0CROWD{channel + 1:04}")
    teams = [
        Team(
            workspace_id=workspace_id,
            name=f"Team {channel}.{number}",
            channel_id=channel_id,
            created_at=now,
            members=[_member(workspace_id, channel, number, Role.LEAD)],
        )
        for number, channel_id in enumerate(channel_ids)
    ]
    for team in teams:
        team.members.append(_member(workspace_id, channel, 3, Role.SPONSOR))
    session.add_all(teams)
    session.flush()
    return teams


def _member(workspace_id: int, channel: int, number: int, role: Role) -> Member:
    return Member(workspace_id=workspace_id, user_id=_person(channel, number), role=role)


def _person(channel: int, number: int) -> str:
    """Return the id of one of the crowd who have to do with one channel only."""
    return f"U0CROWD{channel * PEOPLE_A_CHANNEL + number + 1:04}"
