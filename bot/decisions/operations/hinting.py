"""Giving hints in a channel, or none, and each at most once a week; whatever its id is."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Delete, Update, bindparam, delete, exists, select, update
from sqlalchemy.orm import Session, aliased

from bot.decisions.models import Hint, HintChannel
from bot.decisions.rules.times import HINTED_EVERY
from bot.tables import per_dialect, table


def switch_on(
    session: Session, workspace_id: int, channel_id: str, *, by: str, now: datetime
) -> bool:
    """Let who asks something in a channel be given hints; return whether that is new."""
    row = {"workspace_id": workspace_id, "channel_id": channel_id, "on_at": now, "on_by": by}
    changed = session.connection().execute(_put_channel(session), row)
    return changed.first() is not None


def switch_off(
    session: Session, workspace_id: int, channel_id: str, *, by: str, now: datetime
) -> bool:
    """Let nobody be given hints in a channel any more; return whether that is new."""
    changed = session.scalar(
        update(HintChannel)
        .where(
            HintChannel.workspace_id == workspace_id,
            HintChannel.channel_id == channel_id,
            HintChannel.off_at.is_(None),
        )
        .values(off_at=now, off_by=by)
        .returning(HintChannel.id)
        .execution_options(synchronize_session=False)
    )
    return changed is not None


def end(session: Session, workspace_id: int, channel_id: str, *, said_at: datetime) -> None:
    """Let hints end where nothing is said any more, or nothing that we hear, since `said_at`.

    Nobody did that. Not if they were switched on later: Slack may tell of it long afterwards.
    """
    _change(
        session,
        update(HintChannel)
        .where(*_in(HintChannel, workspace_id, channel_id), HintChannel.off_at.is_(None))
        .where(HintChannel.on_at <= said_at)
        .values(off_at=said_at, off_by=None),
    )


def move(session: Session, workspace_id: int, old_id: str, new_id: str) -> None:
    """Let a channel's hints have the new id that Slack gave it: who switched them on, which were
    given this week, and which nobody wants to see there.

    What there is under the new id already is newer, and stays, but for a hint that was refused
    under the old one. Nothing happens the second time.
    """
    was, now, switched = aliased(Hint), aliased(Hint), aliased(HintChannel)
    refused = select(was.decision_id).where(
        *_in(was, workspace_id, old_id), was.refused_at.is_not(None)
    )
    given = select(now.decision_id).where(*_in(now, workspace_id, new_id))
    is_known = exists().where(*_in(switched, workspace_id, new_id))
    old, new = _in(Hint, workspace_id, old_id), _in(Hint, workspace_id, new_id)
    _change(session, delete(Hint).where(*new, Hint.decision_id.in_(refused)))
    _change(session, delete(Hint).where(*old, Hint.decision_id.in_(given)))
    _change(session, delete(HintChannel).where(*_in(HintChannel, workspace_id, old_id), is_known))
    for model in (Hint, HintChannel):
        moved = update(model).where(*_in(model, workspace_id, old_id)).values(channel_id=new_id)
        _change(session, moved)


def take_turn(
    session: Session, workspace_id: int, channel_id: str, decision_id: int, *, now: datetime
) -> int | None:
    """Return the id of the hint if it is to be given `now`, and nobody else gives it.

    None if it was given here within the week, or somebody said that it is not what they asked.
    """
    row = {
        "workspace_id": workspace_id,
        "channel_id": channel_id,
        "decision_id": decision_id,
        "hinted_at": now,
        "last_week": now - HINTED_EVERY,
    }
    hint_id: int | None = session.connection().execute(_put_hint(session), row).scalar()
    return hint_id


def refuse(session: Session, workspace_id: int, hint_id: int, *, by: str, now: datetime) -> None:
    """Note that a decision is not what was asked: it is not hinted at in this channel again."""
    session.execute(
        update(Hint)
        .where(Hint.workspace_id == workspace_id, Hint.id == hint_id, Hint.refused_at.is_(None))
        .values(refused_at=now, refused_by=by)
        .execution_options(synchronize_session=False)
    )


def _in(model: Any, workspace_id: int, channel_id: str) -> tuple[ColumnElement[bool], ...]:
    return model.workspace_id == workspace_id, model.channel_id == channel_id


def _change(session: Session, statement: Delete | Update) -> None:
    session.execute(statement.execution_options(synchronize_session=False))


@per_dialect
def _put_channel(insert: Any) -> Any:
    channels = table(HintChannel)
    statement = insert(channels)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "channel_id"],
        set_={"on_at": new.on_at, "on_by": new.on_by, "off_at": None, "off_by": None},
        where=channels.c.off_at.is_not(None),
    ).returning(channels.c.id)


@per_dialect
def _put_hint(insert: Any) -> Any:
    hints = table(Hint)
    names = ("workspace_id", "channel_id", "decision_id", "hinted_at")
    statement = insert(hints).values({name: bindparam(name) for name in names})
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "channel_id", "decision_id"],
        set_={"hinted_at": statement.excluded.hinted_at},
        where=(hints.c.hinted_at <= bindparam("last_week", type_=hints.c.hinted_at.type))
        & hints.c.refused_at.is_(None),
    ).returning(hints.c.id)
