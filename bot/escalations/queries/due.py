"""What the clock has to act on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, and_, case, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, aliased

from bot.escalations.models import Escalation, Participant
from bot.escalations.queries.escalations import WITH_PEOPLE
from bot.escalations.rules import OWNED, State
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import GIVEN_UP
from bot.outbox.rules.states import State as MessageState
from bot.people.models import Person
from bot.tables import one_of
from bot.teams.models import Member, Team
from bot.teams.rules import Role

_card = aliased(OutboxMessage)
"""What a notice in a thread is a reply to, and waits for."""

_NOWHERE = or_(OutboxMessage.state == MessageState.PARKED, _card.state == MessageState.PARKED)


def lock_due(
    session: Session, *, now: datetime, limit: int
) -> list[tuple[Escalation, datetime | None]]:
    """Return escalations on which nobody acted in time, and when those asked were told, locked.

    At most `limit`, of all workspaces, the longest overdue first; those that another process is
    moving are passed over. An open one waits while its notice is on its way. One that was given up
    counts as told when it was written: nobody else would ever be asked. None where nothing can be
    posted, in an archived channel say: others are asked then, and those there are not late.
    """
    delivered_at = case(
        (_NOWHERE, None),
        else_=func.coalesce(OutboxMessage.sent_at, OutboxMessage.created_at, Escalation.asked_at),
    )
    rows = session.execute(
        select(Escalation, delivered_at.label("delivered_at"))
        # Not only with their notices: who has one is reminded, whatever became of that message.
        .outerjoin(
            OutboxMessage,
            (OutboxMessage.workspace_id == Escalation.workspace_id)
            & (OutboxMessage.key == Escalation.notice_key),
        )
        .outerjoin(OutboxMessage.parent.of_type(_card))
        .options(*WITH_PEOPLE)
        .where(
            Escalation.due_at.is_not(None),
            Escalation.due_at <= now,
            or_(
                Escalation.state != State.OPEN,
                OutboxMessage.sent_at.is_not(None),
                OutboxMessage.state.in_(GIVEN_UP),
                _NOWHERE,
            ),
        )
        .order_by(Escalation.due_at)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Escalation)
    )
    return [(escalation, delivered_at) for escalation, delivered_at in rows]


def find_next_due_at(session: Session, *, now: datetime) -> datetime | None:
    """Return when the next escalation falls due, of all workspaces."""
    return session.scalar(select(func.min(Escalation.due_at)).where(Escalation.due_at > now))


def lock_left_by_owners(session: Session, *, limit: int) -> Sequence[Escalation]:
    """Return escalations whose owners' accounts are deactivated now, locked.

    At most `limit`, of all workspaces; those that another process is at are passed over.
    """
    taken = one_of(Escalation.state, *OWNED)
    return _lock_left(session, Escalation.acknowledged_by, taken, limit)


def lock_left_by_askers(session: Session, *, limit: int) -> Sequence[Escalation]:
    """Return unfinished escalations whose askers' accounts are deactivated now, locked.

    At most `limit`, of all workspaces; those that another process is at are passed over.
    """
    return _lock_left(session, Escalation.asker_id, Escalation.due_at.is_not(None), limit)


def lock_closed_team(session: Session) -> Team | None:
    """Return a closed team whose escalations are not handed on yet, locked, of any workspace."""
    return session.scalars(
        select(Team)
        .where(Team.closed_at.is_not(None), Team.handed_on_at.is_(None))
        .order_by(Team.closed_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    ).one_or_none()


def lock_open_of(session: Session, team: Team, *, limit: int) -> Sequence[Escalation]:
    """Return escalations that a closed team's people were asked for it, and nobody took, locked.

    At most `limit`; not those whose people were asked after it was closed. Where only others are
    asked, those of the other team, say, or the sponsors, there is nothing to hand on.
    """
    theirs = select(Member.user_id).where(
        Member.workspace_id == team.workspace_id,
        Member.team_id == team.id,
        Member.role.in_((Role.LEAD, Role.LIAISON)),
    )
    asked_of_them = exists().where(
        Participant.workspace_id == team.workspace_id,
        Participant.escalation_id == Escalation.id,
        Participant.asked_at.is_not(None),
        Participant.asked_for.in_(theirs),
    )
    return session.scalars(
        select(Escalation)
        .where(
            Escalation.workspace_id == team.workspace_id,
            Escalation.due_at.is_not(None),
            Escalation.state == State.OPEN,
            Escalation.asked_at <= team.closed_at,
            or_(Escalation.answering_team_id == team.id, Escalation.raising_team_id == team.id),
            asked_of_them,
        )
        .order_by(Escalation.id)
        .limit(limit)
        .options(*WITH_PEOPLE)
        .with_for_update(of=Escalation)
    ).all()


def _lock_left(
    session: Session,
    whose: InstrumentedAttribute[str] | InstrumentedAttribute[str | None],
    which: ColumnElement[bool],
    limit: int,
) -> Sequence[Escalation]:
    return session.scalars(
        select(Escalation)
        .join(Person, and_(Person.workspace_id == Escalation.workspace_id, Person.user_id == whose))
        .options(*WITH_PEOPLE)
        .where(which, Person.deactivated_at.is_not(None))
        .order_by(Escalation.id)
        .limit(limit)
        .with_for_update(skip_locked=True, of=Escalation)
    ).all()
