"""Writing down what somebody is to be told, in the transaction of the change that it tells of."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, bindparam, case, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot import outbox
from bot.nudges.models import QueuedNudge, Recipient
from bot.nudges.queries import recipients
from bot.nudges.queries.waiting import WAITING
from bot.nudges.rules import Reason
from bot.tables import per_dialect, table

KEEP_FOR = timedelta(days=2)
"""After that nobody needs to be told any more, unless the caller says otherwise."""


@dataclass(frozen=True)
class Nudge:
    """A direct message that nobody asked for; `blocks` without block_ids, for they may be merged.

    It waits for the person's budget and working hours; `urgent` goes out at once. It is dropped if
    it could not be told `within`. Of several that wait `about` the same, only the newest is told.
    What has words of a private channel is told `only_in` it: not to who has left it meanwhile.
    """

    key: str
    user_id: str
    text: str
    blocks: Sequence[dict[str, Any]] = ()
    urgent: bool = False
    owner_id: str | None = None
    within: timedelta = KEEP_FOR
    about: str | None = None
    only_in: str | None = None


def nudge(session: Session, *nudges: Nudge, workspace_id: int, now: datetime) -> None:
    """Tell people what they did not ask for, as soon as they may be; a key counts once.

    Who has left the company, or is a guest, a bot or a stranger, is told nothing.
    """
    if not nudges:
        return
    refused = recipients.find_refused(session, workspace_id, {each.user_id for each in nudges})
    welcome = [each for each in nudges if each.user_id not in refused]
    waiting = sorted({each.user_id for each in welcome if not each.urgent})
    # Their recipient first, as the sweep does: nobody must wait in a circle.
    wake(session, workspace_id, waiting, now=now)
    rows = [_row(each, refused.get(each.user_id), workspace_id, now) for each in nudges]
    session.connection().execute(_insert_once(session), rows)
    _supersede_older(session, workspace_id, nudges, now)
    _post(session, workspace_id, [each for each in welcome if each.urgent], now)


def withdraw(session: Session, *keys: str, workspace_id: int, now: datetime) -> None:
    """Do not tell what has these keys, if it has not been told yet: its reason is gone."""
    _drop(session, workspace_id, QueuedNudge.key.in_(keys), Reason.WITHDRAWN, now)


def withdraw_about(session: Session, *subjects: str, workspace_id: int, now: datetime) -> None:
    """Do not tell what waits about these subjects: it is settled."""
    _drop(session, workspace_id, QueuedNudge.about.in_(subjects), Reason.WITHDRAWN, now)


def wake(session: Session, workspace_id: int, user_ids: Sequence[str], *, now: datetime) -> None:
    """Let the sweep look at once whether these people may be told something."""
    rows = [
        {"workspace_id": workspace_id, "user_id": user_id, "next_at": now, "unanswered": 0}
        for user_id in user_ids
    ]
    if rows:
        session.connection().execute(_put_recipient(session), rows)


def _row(nudge: Nudge, refused: Reason | None, workspace_id: int, now: datetime) -> dict[str, Any]:
    at_once = nudge.urgent and refused is None
    return {
        "workspace_id": workspace_id,
        "key": nudge.key,
        "user_id": nudge.user_id,
        "about": nudge.about,
        "only_in": nudge.only_in,
        "text": nudge.text,
        "blocks": list(nudge.blocks),
        "owner_id": nudge.owner_id,
        "urgent_at": now if nudge.urgent else None,
        "created_at": now,
        "expires_at": now + nudge.within,
        "delivered_at": now if at_once else None,
        "carried_by": nudge.key if at_once else None,
        "dropped_at": now if refused else None,
        "dropped_because": refused,
    }


def _post(session: Session, workspace_id: int, nudges: Sequence[Nudge], now: datetime) -> None:
    drafts = [
        outbox.Draft(
            each.key,
            each.user_id,
            each.text,
            each.blocks,
            owner_id=each.owner_id,
            within=each.within,
        )
        for each in nudges
    ]
    outbox.post(session, *drafts, workspace_id=workspace_id, now=now)


def _supersede_older(
    session: Session, workspace_id: int, nudges: Sequence[Nudge], now: datetime
) -> None:
    rows = [
        {
            "of_workspace": workspace_id,
            "of_user": each.user_id,
            "of_subject": each.about,
            "of_key": each.key,
            "dropped_now": now,
        }
        for each in nudges
        if each.about
    ]
    if rows:
        session.connection().execute(_SUPERSEDE, rows)


def drop(
    session: Session, workspace_id: int, ids: Collection[int], reason: Reason, *, now: datetime
) -> None:
    """Do not tell the nudges with these ids, if they still wait, for the `reason`."""
    _drop(session, workspace_id, QueuedNudge.id.in_(ids), reason, now)


def _drop(
    session: Session,
    workspace_id: int,
    which: ColumnElement[bool],
    reason: Reason,
    now: datetime,
) -> None:
    session.execute(
        sql_update(QueuedNudge)
        .where(QueuedNudge.workspace_id == workspace_id, which, *WAITING)
        .values(dropped_at=now, dropped_because=reason)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(QueuedNudge)).on_conflict_do_nothing(index_elements=["workspace_id", "key"])


@per_dialect
def _put_recipient(insert: Any) -> Any:
    rows = table(Recipient)
    listens = rows.c.stopped_at.is_(None) & rows.c.asked_at.is_(None)
    statement = insert(rows)
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={"next_at": case((listens, statement.excluded.next_at))},
    )


_N = table(QueuedNudge).c
_newest = table(QueuedNudge).alias()

_SUPERSEDE = (
    sql_update(table(QueuedNudge))
    .where(
        _N.workspace_id == bindparam("of_workspace"),
        _N.about == bindparam("of_subject"),
        _N.user_id == bindparam("of_user"),
        _N.id
        < select(_newest.c.id)
        .where(
            _newest.c.workspace_id == bindparam("of_workspace"),
            _newest.c.key == bindparam("of_key"),
        )
        .scalar_subquery(),
        _N.delivered_at.is_(None),
        _N.dropped_at.is_(None),
    )
    .values(dropped_at=bindparam("dropped_now"), dropped_because=Reason.SUPERSEDED)
)
