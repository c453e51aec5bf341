"""What an initiative's channel is told: one card, which is kept as the initiative is."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.roadmap import operations, queries
from bot.roadmap.blocks import card as cards
from bot.roadmap.models import Initiative, Sheet


def announce(session: Session, initiative: Initiative, *, by: str, now: datetime) -> None:
    """Post the card in the initiative's channel, if it has one; `by` is told if that fails."""
    _post(session, queries.get_sheet(session, initiative), by=by, now=now)


def tell_changed(
    session: Session, initiative: Initiative, *, left: str | None, by: str, now: datetime
) -> None:
    """Redraw the card in its channel; in one that it has `left`, say where it is now.

    A channel that it comes to for the first time gets a card.
    """
    sheet = queries.get_sheet(session, initiative)
    _post(session, sheet, by=by, now=now)
    changes = _redrawn(sheet)
    if left is not None and left != initiative.channel_id:
        key = initiative.card_key(left)
        changes.append(outbox.Change(key, *cards.followed_elsewhere(sheet)))
    outbox.update(session, *changes, workspace_id=initiative.workspace_id, now=now)


def tell_linked(
    session: Session,
    *,
    workspace_id: int,
    initiative_id: int,
    kind: str,
    name: str,
    title: str,
    state: str,
    now: datetime,
) -> None:
    """Link what is called `name` to the initiative as it is now, and redraw the card."""
    operations.link(
        session,
        workspace_id=workspace_id,
        initiative_id=initiative_id,
        kind=kind,
        name=name,
        title=title,
        state=state,
        now=now,
    )
    initiative = queries.get_initiative(
        session, workspace_id=workspace_id, initiative_id=initiative_id
    )
    changes = _redrawn(queries.get_sheet(session, initiative))
    outbox.update(session, *changes, workspace_id=workspace_id, now=now)


def _post(session: Session, sheet: Sheet, *, by: str, now: datetime) -> None:
    initiative, channel_id = sheet.initiative, sheet.initiative.channel_id
    if channel_id is not None:
        key = initiative.card_key(channel_id)
        draft = outbox.Draft(key, channel_id, *cards.posted(sheet), owner_id=by)
        outbox.post(session, draft, workspace_id=initiative.workspace_id, now=now)


def _redrawn(sheet: Sheet) -> list[outbox.Change]:
    channel_id = sheet.initiative.channel_id
    if channel_id is None:
        return []
    return [outbox.Change(sheet.initiative.card_key(channel_id), *cards.posted(sheet))]
