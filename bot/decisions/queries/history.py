"""Whether the history of decisions is as it was written, and decisions are as it says."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session, selectinload

from bot.db import Transaction
from bot.decisions.models import Decision, DecisionEvent
from bot.decisions.models.events import fold, standing
from bot.decisions.rules import chain
from bot.installations.models import Counter, Workspace

NUMBERED = "DEC-event"
"""What the events of a workspace are counted as."""

AT_ONCE = 500
"""Rows that are read in one transaction: others want the database too."""


_LAST_AND_NEWEST = select(
    select(Counter.last)
    .where(Counter.workspace_id == bindparam("workspace_id"), Counter.kind == NUMBERED)
    .scalar_subquery(),
    select(func.max(DecisionEvent.number))
    .where(DecisionEvent.workspace_id == bindparam("workspace_id"))
    .scalar_subquery(),
)
"""The last number that was given out, and the last that is there: of one moment."""

_OF_WORKSPACE = (
    select(Decision)
    .where(Decision.workspace_id == bindparam("workspace_id"))
    .order_by(Decision.id)
    .options(selectinload(Decision.participants))
)


def find_altered(transaction: Transaction) -> str | None:
    """Return which row was altered first, in words for the operator; None if none was.

    It reads every event of every workspace.
    """
    with transaction() as session:
        workspace_ids = session.scalars(select(Workspace.id).order_by(Workspace.id)).all()
    for workspace_id in workspace_ids:
        found = _find_broken_link(transaction, workspace_id)
        if found := found or _find_other_than_told(transaction, workspace_id):
            return f"{found} in workspace {workspace_id}"
    return None


def _find_broken_link(transaction: Transaction, workspace_id: int) -> str | None:
    number, previous = 0, chain.BEGINNING
    for event in _all_events(transaction, workspace_id):
        if event.number != number + 1:
            return f"decision_events: number {number + 1} is missing"
        if event.previous != previous or event.hash != event.linked():
            return f"decision_events: {event.id} (number {event.number}) was altered"
        number, previous = event.number, event.hash
    with transaction() as session:
        last, newest = session.execute(_LAST_AND_NEWEST, {"workspace_id": workspace_id}).one()
    return None if last == newest else f"decision_events: those after number {newest} are missing"


def _all_events(transaction: Transaction, workspace_id: int) -> Iterator[DecisionEvent]:
    after = 0
    while True:
        with transaction() as session:
            found = session.scalars(
                select(DecisionEvent)
                .where(DecisionEvent.workspace_id == workspace_id, DecisionEvent.number > after)
                .order_by(DecisionEvent.number)
                .limit(AT_ONCE)
            ).all()
        yield from found
        if len(found) < AT_ONCE:
            return
        after = found[-1].number


def _find_other_than_told(transaction: Transaction, workspace_id: int) -> str | None:
    """Return the first decision that is not as its events say."""
    after = 0
    while True:
        with transaction() as session:
            found = session.scalars(
                _OF_WORKSPACE.where(Decision.id > after).limit(AT_ONCE),
                {"workspace_id": workspace_id},
            ).all()
            others = _other_than_told(session, workspace_id, found)
        if others := _look_again(transaction, workspace_id, others):
            return f"decisions: {others[0].id} ({others[0].name}) was altered"
        if len(found) < AT_ONCE:
            return None
        after = found[-1].id


def _look_again(
    transaction: Transaction, workspace_id: int, others: Sequence[Decision]
) -> Sequence[Decision]:
    """Return those that are still other than told while they are locked.

    On PostgreSQL somebody may move one between the question for it and that for its events.
    """
    if not others:
        return []
    ids = [each.id for each in others]
    with transaction() as session:
        locked = session.scalars(
            _OF_WORKSPACE.where(Decision.id.in_(ids)).with_for_update(of=Decision),
            {"workspace_id": workspace_id},
        ).all()
        return _other_than_told(session, workspace_id, locked)


def _other_than_told(
    session: Session, workspace_id: int, decisions: Sequence[Decision]
) -> Sequence[Decision]:
    told = _told(session, workspace_id, [each.id for each in decisions])
    return [each for each in decisions if standing(each) != told[each.id]]


def _told(
    session: Session, workspace_id: int, decision_ids: Sequence[int]
) -> dict[int, dict[str, object]]:
    """Return how decisions stand as their events say."""
    of = defaultdict(list)
    events = session.execute(
        select(DecisionEvent.decision_id, DecisionEvent.changed)
        .where(
            DecisionEvent.workspace_id == workspace_id, DecisionEvent.decision_id.in_(decision_ids)
        )
        .order_by(DecisionEvent.id)
    )
    for decision_id, changed in events:
        of[decision_id].append(changed)
    return {each: fold(of[each]) for each in decision_ids}
