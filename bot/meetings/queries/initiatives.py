"""Initiatives of two teams that have changed, or that their two sides see differently."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, selectinload

from bot.checkins.models import CheckinAnswer
from bot.checkins.queries.answers import list_latest
from bot.meetings.models import Meeting
from bot.meetings.models.agendas import Moved, Some
from bot.roadmap.models import Initiative, InitiativeChange, Owner
from bot.roadmap.rules import Stage, see_differently

Sides = Mapping[int, CheckinAnswer]


def find_moved(
    session: Session, meeting: Meeting, *, since: datetime, until: datetime, limit: int
) -> Some[Moved]:
    """Return what has changed of the initiatives of both teams, and what they see differently.

    Those that they see differently come first, then by target date. Answers of a round that is
    still open are nobody's to read.
    """
    different = _find_different(session, meeting)
    changed = _find_changed(session, meeting, since=since, until=until)
    wanted = (
        select(Initiative)
        .where(
            Initiative.workspace_id == meeting.workspace_id,
            Initiative.id.in_({*different, *changed}),
        )
        .order_by(Initiative.id.not_in(different), Initiative.target_on, Initiative.number)
        .limit(limit)
        .options(selectinload(Initiative.owners))
    )
    shown = session.scalars(wanted).all()
    changes = _list_changes(session, meeting, shown, since=since, until=until)
    return Some(
        [Moved(each, changes[each.id], different.get(each.id, {})) for each in shown],
        more=len({*different, *changed}) - len(shown),
    )


def of_both(meeting: Meeting) -> Select[int]:
    """Return the ids of the initiatives that have an owner in each of the two teams."""
    theirs = [
        exists().where(Owner.initiative_id == Initiative.id, Owner.team_id == team_id)
        for team_id in meeting.team_ids
    ]
    return select(Initiative.id).where(Initiative.workspace_id == meeting.workspace_id, *theirs)


def _find_changed(
    session: Session, meeting: Meeting, *, since: datetime, until: datetime
) -> Collection[int]:
    return session.scalars(
        select(InitiativeChange.initiative_id)
        .where(
            InitiativeChange.workspace_id == meeting.workspace_id,
            InitiativeChange.initiative_id.in_(of_both(meeting)),
            InitiativeChange.at > since,
            InitiativeChange.at <= until,
        )
        .distinct()
    ).all()


def _find_different(session: Session, meeting: Meeting) -> Mapping[int, Sides]:
    active = of_both(meeting).where(Initiative.stage == Stage.ACTIVE)
    said = list_latest(session, meeting.workspace_id, session.scalars(active).all())
    both = {
        initiative_id: {team_id: sides[team_id] for team_id in meeting.team_ids if team_id in sides}
        for initiative_id, sides in said.items()
    }
    return {
        initiative_id: sides
        for initiative_id, sides in both.items()
        if see_differently((each.status, each.expected_on) for each in sides.values())
    }


def _list_changes(
    session: Session,
    meeting: Meeting,
    shown: Sequence[Initiative],
    *,
    since: datetime,
    until: datetime,
) -> Mapping[int, list[InitiativeChange]]:
    changes = session.scalars(
        select(InitiativeChange)
        .where(
            InitiativeChange.workspace_id == meeting.workspace_id,
            InitiativeChange.initiative_id.in_([each.id for each in shown]),
            InitiativeChange.at > since,
            InitiativeChange.at <= until,
        )
        .order_by(InitiativeChange.id)
    )
    found: dict[int, list[InitiativeChange]] = defaultdict(list)
    for change in changes:
        found[change.initiative_id].append(change)
    return found
