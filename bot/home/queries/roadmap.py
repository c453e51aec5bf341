"""Initiatives on a Home: the person's own, as long as they are open."""

from datetime import UTC, datetime, time

from sqlalchemy.orm import Session

from bot.home.rules import Deed, Item, Status, Viewer
from bot.roadmap import queries
from bot.roadmap.models import Initiative
from bot.roadmap.rules import is_overdue


def count_owned(session: Session, viewer: Viewer) -> int:
    """Return how many initiatives the person owns that are open."""
    return queries.count_owned(session, viewer.workspace_id, viewer.user_id)


def list_owned(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return the person's open initiatives, the soonest due first."""
    owned = queries.list_owned(session, viewer.workspace_id, viewer.user_id, limit)
    return [_item(initiative, viewer) for initiative in owned]


def _item(initiative: Initiative, viewer: Viewer) -> Item:
    target, stage = initiative.target_on, initiative.stage
    overdue = is_overdue(stage, target, viewer.today)
    return Item(
        name=initiative.name,
        urgency=0,
        label=stage.value.capitalize(),
        about="",
        words=initiative.title,
        due_at=datetime.combine(target, time.min, UTC),
        status=Status.PLANNED,
        at=initiative.changed_at,
        by=None,
        deed=Deed.OPEN_INITIATIVE,
        subject=str(initiative.id),
        due_on=target,
        late=(viewer.today - target).days if overdue else 0,
    )
