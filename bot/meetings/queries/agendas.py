"""What there is between two teams: what their agenda is made of, besides its points."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, selectinload

from bot.decisions.models import Decision, Participant
from bot.decisions.queries.decisions import WHOLE as WITH_PARTICIPANTS
from bot.decisions.rules import Part
from bot.decisions.rules import State as DecisionState
from bot.escalations.models import Escalation
from bot.meetings.models import Meeting, Occurrence
from bot.meetings.models.agendas import Found, Moved, Some, waits_for
from bot.meetings.queries.initiatives import find_moved, of_both
from bot.people import queries as people
from bot.roadmap.rules import team_of
from bot.tables import one_of
from bot.teams.models import Member, Team
from bot.wins.models import Post, Told, Win
from bot.wins.rules import FOR_ALL

SHOWN = 8
"""Lines of one part; of the rest it says how many there are."""

_TOLD_WITHIN = timedelta(days=14)
"""A win is told on the next working morning where its channels are; holidays may be between."""


def gather(session: Session, occurrence: Occurrence, *, since: datetime, now: datetime) -> Found:
    """Return what there is between the teams of a meeting since then, as of `now` (UTC)."""
    meeting = occurrence.meeting
    initiatives = find_moved(session, meeting, since=since, until=now, limit=SHOWN)
    decisions = _decisions(session, occurrence)
    wins = _wins(session, occurrence, since=since, now=now)
    named = {
        *(user_id for each in initiatives.shown for user_id in _owners_in(each)),
        *(user_id for each in decisions.shown for user_id in waits_for(each)),
        *(user_id for each in wins.shown for user_id in each.people),
    }
    known = people.find_people(session, meeting.workspace_id, named)
    return Found(
        since,
        now,
        initiatives,
        decisions,
        _escalations(session, occurrence),
        wins,
        {user_id: person.name for user_id, person in known.items()},
        {team.id: team.name for team in meeting.teams},
    )


def _decisions(session: Session, occurrence: Occurrence) -> Some[Decision]:
    """Return the proposals of both teams, and those of one that the other has a part in.

    Be it that somebody with a role there has to approve, or that it is about an initiative of both.
    The words of a restricted one are read only in the channel that it is kept in.
    """
    meeting = occurrence.meeting
    joint = and_(Decision.team_id.in_(meeting.team_ids), Decision.partner_id.in_(meeting.team_ids))
    of_one = and_(
        or_(Decision.team_id.in_(meeting.team_ids), Decision.partner_id.in_(meeting.team_ids)),
        or_(Decision.initiative_id.in_(of_both(meeting)), _waits_for_other(meeting)),
    )
    is_readable = or_(
        Decision.restricted_to.is_(None), Decision.restricted_to == occurrence.channel_id
    )
    which = (
        Decision.workspace_id == meeting.workspace_id,
        one_of(Decision.state, DecisionState.PROPOSED),
        or_(joint, of_one),
    )
    return _some(session, Decision, which, is_readable, Decision.proposed_at, *WITH_PARTICIPANTS)


def _waits_for_other(meeting: Meeting) -> ColumnElement[bool]:
    """Return whether an approver who has not answered has a role in the team that did not ask."""
    return exists().where(
        Participant.workspace_id == meeting.workspace_id,
        Participant.decision_id == Decision.id,
        one_of(Participant.part, Part.APPROVER),
        Participant.vote.is_(None),
        Participant.removed_at.is_(None),
        Member.user_id == Participant.user_id,
        Member.team_id.in_(meeting.team_ids),
        Member.team_id != Decision.team_id,
    )


def _escalations(session: Session, occurrence: Occurrence) -> Some[Escalation]:
    """Return what one team asks the other and is not finished, the oldest first."""
    ids = occurrence.meeting.team_ids
    which = (
        Escalation.workspace_id == occurrence.workspace_id,
        Escalation.due_at.is_not(None),
        Escalation.raising_team_id.in_(ids),
        Escalation.answering_team_id.in_(ids),
        Escalation.raising_team_id != Escalation.answering_team_id,
    )
    teams = (
        selectinload(each).load_only(Team.name)
        for each in (Escalation.raising_team, Escalation.answering_team)
    )
    is_readable = Escalation.private_at.is_(None)
    return _some(session, Escalation, which, is_readable, Escalation.raised_at, *teams)


def _wins(session: Session, occurrence: Occurrence, *, since: datetime, now: datetime) -> Some[Win]:
    """Return the wins of the two teams that were told since then: no earlier than elsewhere."""
    meeting = occurrence.meeting
    told_at = (
        select(func.min(Post.posted_at))
        .join(Told, Told.post_id == Post.id)
        .where(Told.win_id == Win.id)
        .scalar_subquery()
    )
    which = (
        Win.workspace_id == meeting.workspace_id,
        Win.given_at > since - _TOLD_WITHIN,
        Win.undone_at.is_(None),
        or_(Win.team_id.in_(meeting.team_ids), Win.initiative_id.in_(of_both(meeting))),
        told_at > since,
        told_at <= now,
    )
    return _some(
        session, Win, which, Win.reach.in_(FOR_ALL), Win.given_at, selectinload(Win.honorees)
    )


def _some(
    session: Session,
    model: Any,
    which: tuple[ColumnElement[bool], ...],
    is_readable: ColumnElement[bool],
    order: InstrumentedAttribute[datetime],
    *options: Any,
) -> Some[Any]:
    shown: Sequence[Any] = session.scalars(
        select(model)
        .where(*which, is_readable)
        .order_by(order, model.id)
        .limit(SHOWN)
        .options(*options)
    ).all()
    readable, total = session.execute(
        select(func.count(model.id).filter(is_readable), func.count(model.id)).where(*which)
    ).one()
    return Some(shown, more=readable - len(shown), hidden=total - readable)


def _owners_in(moved: Moved) -> list[str]:
    """Return everybody who was, or is, an owner by its changes."""
    theirs = [each for each in moved.changes if team_of(each.field) is not None]
    return [value for each in theirs for value in (each.before, each.after) if value]
