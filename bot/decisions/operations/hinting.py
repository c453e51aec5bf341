"""Giving hints in a channel, or none, and each at most once a week."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, update
from sqlalchemy.orm import Session

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
