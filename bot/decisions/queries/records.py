"""Decisions as they are taken out."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session, selectinload

from bot.db import Transaction
from bot.decisions.models import Decision, Participant
from bot.decisions.rules.records import Person, Record

Value = TypeVar("Value", int, str)

_WHOLE = (
    selectinload(Decision.team),
    selectinload(Decision.partner),
    selectinload(Decision.initiative),
    selectinload(Decision.participants),
    selectinload(Decision.follows),
)

AT_ONCE = 500
"""Rows that are in memory at a time."""


def read_all(transaction: Transaction, workspace_id: int) -> Iterator[Record]:
    """Yield all decisions of a workspace, by their numbers; a transaction for each AT_ONCE."""
    after = 0
    while True:
        with transaction() as session:
            found = session.scalars(_numbered(workspace_id, after)).all()
            records = [record_of(each) for each in found]
        yield from records
        if len(found) < AT_ONCE:
            return
        after = found[-1].number


def list_titles(session: Session, workspace_id: int) -> Mapping[int, tuple[str, datetime]]:
    """Return what all decisions are called, and when they were proposed, by their numbers."""
    found = session.execute(
        select(Decision.number, Decision.title, Decision.proposed_at).where(
            Decision.workspace_id == workspace_id
        )
    )
    return {number: (title, at) for number, title, at in found}


def read_beside(
    session: Session, workspace_id: int, numbers: Collection[int], sources: Collection[str]
) -> Mapping[int, Decision]:
    """Return those decisions that have one of these numbers or sources, or follow one that has one
    of these numbers; by their numbers.
    """
    found: dict[int, Decision] = {}
    for some in _at_once(numbers):
        numbered = select(Decision.id).where(
            Decision.workspace_id == workspace_id, Decision.number.in_(some)
        )
        found |= _read(session, workspace_id, Decision.number.in_(some))
        found |= _read(session, workspace_id, Decision.follows_id.in_(numbered))
    for some_sources in _at_once(sources):
        found |= _read(session, workspace_id, Decision.source.in_(some_sources))
    return found


def _at_once(values: Collection[Value]) -> Iterator[Sequence[Value]]:
    """Yield values, in order, as many as a statement may have."""
    ordered = sorted(values)
    return (ordered[start : start + AT_ONCE] for start in range(0, len(ordered), AT_ONCE))


def _read(
    session: Session, workspace_id: int, condition: ColumnElement[bool]
) -> Mapping[int, Decision]:
    here = select(Decision).where(Decision.workspace_id == workspace_id, condition)
    return {each.number: each for each in session.scalars(here.options(*_WHOLE))}


def record_of(decision: Decision) -> Record:
    """Return a decision as it is taken out; all that it needs must have been loaded."""
    teams = {team.id: team.name for team in decision.teams}
    return Record(
        number=decision.number,
        title=decision.title,
        what=decision.what,
        rejected=decision.rejected,
        team=decision.team.name,
        partner=decision.partner.name if decision.partner else None,
        initiative=decision.initiative.name if decision.initiative else None,
        source=decision.source,
        permalink=decision.permalink,
        restricted_to=decision.restricted_to,
        driver=decision.driver_id,
        proposed_at=decision.proposed_at,
        state=decision.state,
        state_at=decision.state_at,
        state_by=decision.state_by,
        state_because=decision.state_because,
        accepted_at=decision.accepted_at,
        accepted_by=decision.accepted_by,
        needed=decision.needed,
        review_on=decision.review_on,
        follows=decision.follows.number if decision.follows else None,
        follows_as=decision.follows_as,
        people=tuple(_person(each, teams) for each in decision.participants),
    )


def _person(person: Participant, teams: Mapping[int, str]) -> Person:
    return Person(
        user=person.user_id,
        part=person.part,
        added_at=person.added_at,
        team=teams.get(person.team_id or 0),
        removed_at=person.removed_at,
        vote=person.vote,
        voted_at=person.voted_at,
        voted_by=person.voted_by,
        because=person.because,
        stand_in=person.stand_in_id,
        stand_in_until=person.stand_in_until,
        acknowledged_at=person.acknowledged_at,
    )


def _numbered(workspace_id: int, after: int) -> Select[Any]:
    return (
        select(Decision)
        .where(Decision.workspace_id == workspace_id, Decision.number > after)
        .order_by(Decision.number)
        .limit(AT_ONCE)
        .options(*_WHOLE)
    )
