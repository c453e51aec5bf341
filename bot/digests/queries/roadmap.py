"""The roadmap as it stands now: what this costs grows with what is open, not with its history."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from bot.digests.models.facts import Called, Roadmap, Silent, Word
from bot.digests.rules.snapshots import Item, Side, Snapshot
from bot.roadmap.models import Initiative, Owner
from bot.roadmap.models import Side as SideRow
from bot.roadmap.queries.lists import IS_OPEN
from bot.roadmap.rules import CLOSED, Stage


def read_roadmap(session: Session, workspace_id: int, before: Snapshot | None) -> Roadmap:
    """Return how all initiatives stand that are open, or that have ended since `before`."""
    found = [*_list(session, workspace_id, IS_OPEN)]
    found += _list_ended(session, workspace_id, before, {row.id for row in found})
    owners = _list_owners(session, workspace_id)
    said = _list_sides(session, workspace_id)
    sides: dict[int, dict[int, Side]] = defaultdict(dict)
    silent = []
    for row in found:
        for team_id, user_id in owners.get(row.id, {}).items():
            side = said.get((row.id, team_id))
            since = side.silent_at if side and row.stage is Stage.ACTIVE else None
            sides[row.id][team_id] = Side(
                side.status if side else None, side.expected_on if side else None, bool(since)
            )
            silent += [Silent(row.id, team_id, user_id, since)] if since else []
    items = {row.id: Item(row.number, row.stage, row.target_on, sides[row.id]) for row in found}
    last = session.scalar(
        select(func.max(Initiative.number)).where(Initiative.workspace_id == workspace_id)
    )
    return Roadmap(
        Snapshot(last or 0, items),
        {row.id: Called(row.title, row.created_at.date()) for row in found},
        silent,
    )


def list_words(
    session: Session, workspace_id: int, initiative_ids: Collection[int]
) -> Mapping[tuple[int, int], Word]:
    """Return what the owners of these initiatives said last, by initiative and team."""
    rows = session.execute(
        select(SideRow.initiative_id, SideRow.team_id, SideRow.why, SideRow.said_by).where(
            SideRow.workspace_id == workspace_id, SideRow.initiative_id.in_(initiative_ids)
        )
    )
    return {(row.initiative_id, row.team_id): Word(row.why or "", row.said_by) for row in rows}


def _list(session: Session, workspace_id: int, which: ColumnElement[bool]) -> Sequence[Any]:
    return session.execute(
        select(
            Initiative.id,
            Initiative.number,
            Initiative.title,
            Initiative.stage,
            Initiative.target_on,
            Initiative.created_at,
        )
        .where(Initiative.workspace_id == workspace_id, which)
        .order_by(Initiative.number)
    ).all()


def _list_ended(
    session: Session, workspace_id: int, before: Snapshot | None, still_open: Collection[int]
) -> Sequence[Any]:
    """Return those that were open then, or not there yet, and are not open any more."""
    if before is None:
        return ()
    gone = [id_ for id_, _item in before.open() if id_ not in still_open]
    since = or_(Initiative.id.in_(gone), Initiative.number > before.last)
    return _list(session, workspace_id, Initiative.stage.in_(CLOSED) & since)


def _list_owners(session: Session, workspace_id: int) -> Mapping[int, Mapping[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = session.execute(
        select(Owner.initiative_id, Owner.team_id, Owner.user_id)
        .join(Initiative, Initiative.id == Owner.initiative_id)
        .where(Initiative.workspace_id == workspace_id, IS_OPEN)
        .order_by(Owner.initiative_id, Owner.team_id)
    )
    for initiative_id, team_id, user_id in rows:
        found[initiative_id][team_id] = user_id
    return found


def _list_sides(session: Session, workspace_id: int) -> Mapping[tuple[int, int], Any]:
    rows = session.execute(
        select(
            SideRow.initiative_id,
            SideRow.team_id,
            SideRow.status,
            SideRow.expected_on,
            SideRow.silent_at,
        )
        .join(Initiative, Initiative.id == SideRow.initiative_id)
        .where(Initiative.workspace_id == workspace_id, IS_OPEN)
    )
    return {(row.initiative_id, row.team_id): row for row in rows}
