"""Writing messages down, in the transaction of the change that they tell of."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.files import File, attach, showing
from bot.outbox.rules.states import DUE_STATES, Method, State
from bot.tables import one_of, per_dialect, table

WRITTEN = "outbox.written"
"""Set in `session.info` when the transaction has something to send: app.py wakes the sender."""

KEEP_TRYING_FOR = timedelta(days=7)
"""After that an undelivered message is dropped, unless its caller says otherwise."""

Blocks = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """A new message, to a channel or a user; `owner_id` is told if it cannot be delivered.

    It is sent at once, or `not_before` a time (aware UTC), and dropped if Slack did not take it
    `within`. Of several with one `collapse_key` only the newest is posted. Blocks name its `files`.
    """

    key: str
    destination: str
    text: str
    blocks: Blocks = ()
    owner_id: str | None = None
    within: timedelta = KEEP_TRYING_FOR
    collapse_key: str | None = None
    not_before: datetime | None = None
    files: Sequence[File] = ()


@dataclass(frozen=True)
class Reply:
    """A new message in the thread of the one with the key `to`, whose owner is its owner too."""

    to: str
    key: str
    text: str
    blocks: Blocks = ()


def post(session: Session, *drafts: Draft, workspace_id: int, now: datetime) -> None:
    """Enqueue new messages; those whose key has been used before are there already."""
    rows = [
        new_row(workspace_id, now)
        | {
            "key": draft.key,
            "destination": draft.destination,
            "owner_id": draft.owner_id,
            "collapse_key": draft.collapse_key,
            "payload": payload(draft.text, draft.blocks)
            | showing([file.name for file in draft.files]),
            "due_at": draft.not_before or now,
            "expires_at": (draft.not_before or now) + draft.within,
        }
        for draft in drafts
    ]
    write(session, insert_once(session), rows)
    for draft in drafts:
        attach(session, workspace_id, draft.key, draft.files)
        if draft.collapse_key:
            _supersede_older(session, workspace_id, draft, now)


def reply(session: Session, *replies: Reply, workspace_id: int, now: datetime) -> None:
    """Enqueue messages in the threads of others; raise KeyError for one that is not there."""
    keys = {each.to for each in replies}
    found = session.execute(_PARENTS, {"of_workspace": workspace_id, "of_keys": list(keys)})
    parents = {parent.key: parent for parent in found}
    rows = [
        new_row(workspace_id, now)
        | {
            "key": each.key,
            "destination": parents[each.to].destination,
            "owner_id": parents[each.to].owner_id,
            "parent_id": parents[each.to].id,
            "payload": payload(each.text, each.blocks),
        }
        for each in replies
    ]
    write(session, insert_once(session), rows)


def delete(session: Session, *, workspace_id: int, channel_id: str, ts: str, now: datetime) -> None:
    """Enqueue the deletion of a message of ours: the second copy of one that arrived twice."""
    row = new_row(workspace_id, now) | {
        "key": deletion_key(channel_id, ts),
        "method": Method.DELETE,
        "destination": channel_id,
        "payload": {"ts": ts},
    }
    write(session, insert_once(session), [row])


def deletion_key(channel_id: str, ts: str) -> str:
    """Return the key under which the deletion of a copy is enqueued, once."""
    return f"delete:{channel_id}:{ts}"


def write(session: Session, statement: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Run a statement that gives the sender something to do once the transaction is committed."""
    if rows:
        session.connection().execute(statement, rows)
        session.info[WRITTEN] = True


def new_row(workspace_id: int, now: datetime) -> dict[str, Any]:
    """Return what every new message begins with; its key, destination and payload are missing."""
    return {
        "workspace_id": workspace_id,
        "method": Method.POST,
        "parent_id": None,
        "owner_id": None,
        "collapse_key": None,
        "marker": secrets.token_urlsafe(16),
        "version": 1,
        "state": State.PENDING,
        "attempts": 0,
        "failures": 0,
        "due_at": now,
        "created_at": now,
        "expires_at": now + KEEP_TRYING_FOR,
    }


def payload(text: str, blocks: Blocks) -> dict[str, Any]:
    """Return what a message says, as it is kept."""
    return {"text": text} | ({"blocks": list(blocks)} if blocks else {})


def _supersede_older(session: Session, workspace_id: int, draft: Draft, now: datetime) -> None:
    newest = select(OutboxMessage.id).where(
        OutboxMessage.workspace_id == workspace_id, OutboxMessage.key == draft.key
    )
    session.execute(
        sql_update(OutboxMessage)
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.collapse_key == draft.collapse_key,
            OutboxMessage.id < newest.scalar_subquery(),
            one_of(OutboxMessage.state, *DUE_STATES),
            OutboxMessage.ts.is_(None),
        )
        .values(state=State.SUPERSEDED, dropped_at=now)
        .execution_options(synchronize_session=False)
    )
    _supersede_threads(session, workspace_id, draft, now)


def _supersede_threads(session: Session, workspace_id: int, draft: Draft, now: datetime) -> None:
    """Drop what was to stand in the threads of messages that are not posted any more.

    Without its message it would be posted by itself.
    """
    older = select(OutboxMessage.id).where(
        OutboxMessage.workspace_id == workspace_id,
        OutboxMessage.collapse_key == draft.collapse_key,
        OutboxMessage.state == State.SUPERSEDED,
        OutboxMessage.dropped_at == now,
    )
    session.execute(
        sql_update(OutboxMessage)
        .where(
            OutboxMessage.workspace_id == workspace_id,
            OutboxMessage.parent_id.in_(older),
            one_of(OutboxMessage.state, *DUE_STATES),
            OutboxMessage.ts.is_(None),
        )
        .values(state=State.SUPERSEDED, dropped_at=now)
        .execution_options(synchronize_session=False)
    )


@per_dialect
def insert_once(insert: Any) -> Any:
    """Return what writes a message down unless its key is there already."""
    return insert(table(OutboxMessage)).on_conflict_do_nothing(
        index_elements=["workspace_id", "key"]
    )


_M = table(OutboxMessage).c
_PARENTS = select(_M.key, _M.id, _M.destination, _M.owner_id).where(
    _M.workspace_id == bindparam("of_workspace"), _M.key.in_(bindparam("of_keys", expanding=True))
)
