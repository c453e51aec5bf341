"""Writing messages down, in the transaction of the change that they tell of."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.outbox import queries
from bot.outbox.models import OutboxMessage
from bot.outbox.rules import Method, State
from bot.tables import per_dialect, table

WRITTEN = "outbox.written"
"""Set in `session.info` when the transaction has something to send: app.py wakes the sender."""

KEEP_TRYING_FOR = timedelta(days=7)
"""After that an undelivered message is dropped, unless its caller says otherwise."""

_WHISPER_FOR = timedelta(minutes=25)
"""Slack takes a response_url for 30 minutes (docs.slack.dev, handling user interaction)."""

Blocks = Sequence[dict[str, Any]]


@dataclass(frozen=True)
class Draft:
    """A new message, to a channel or a user; `owner_id` is told if it cannot be delivered."""

    key: str
    destination: str
    text: str
    blocks: Blocks = ()
    owner_id: str | None = None


def post(session: Session, *drafts: Draft, workspace_id: int, now: datetime) -> None:
    """Enqueue new messages; those whose key has been used before are there already."""
    rows = [
        {
            "key": draft.key,
            "destination": draft.destination,
            "owner_id": draft.owner_id,
            "payload": _payload(draft.text, draft.blocks),
        }
        for draft in drafts
    ]
    _enqueue(session, rows, workspace_id=workspace_id, method=Method.POST, now=now)


def reply(
    session: Session, *, to: OutboxMessage, key: str, text: str, blocks: Blocks = (), now: datetime
) -> None:
    """Enqueue a message in the thread of `to`."""
    row = {
        "key": key,
        "destination": to.destination,
        "parent_id": to.id,
        "payload": _payload(text, blocks),
    }
    _enqueue(session, [row], workspace_id=to.workspace_id, method=Method.POST, now=now)


def update(
    session: Session, *, target: OutboxMessage, text: str, blocks: Blocks, now: datetime
) -> None:
    """Make `target` read as given; of several updates only the newest is sent.

    A target that Slack has certainly not seen yet is rewritten instead.
    """
    session.refresh(target, with_for_update=True)
    if target.state in queries.DUE_STATES:
        target.payload = _payload(text, blocks)
        return
    for older in queries.list_waiting_updates(session, target):
        older.state = State.SUPERSEDED
    row = {
        "key": f"{target.key}:update:{secrets.token_hex(8)}",
        "parent_id": target.id,
        "payload": _payload(text, blocks),
    }
    _enqueue(session, [row], workspace_id=target.workspace_id, method=Method.UPDATE, now=now)


def whisper(
    session: Session, *, workspace_id: int, response_url: str, text: str, now: datetime
) -> None:
    """Enqueue a sentence that only the person who just pressed a button sees."""
    row = {
        "key": f"whisper:{secrets.token_hex(8)}",
        "destination": response_url,
        "payload": {"text": text, "response_type": "ephemeral", "replace_original": False},
        "expires_at": now + _WHISPER_FOR,
    }
    _enqueue(session, [row], workspace_id=workspace_id, method=Method.RESPOND, now=now)


def _payload(text: str, blocks: Blocks) -> dict[str, Any]:
    # Links in people's words must not grow previews in a channel.
    payload = {"text": text, "unfurl_links": False, "unfurl_media": False}
    return payload | ({"blocks": list(blocks)} if blocks else {})


def _enqueue(
    session: Session,
    rows: Sequence[dict[str, Any]],
    *,
    workspace_id: int,
    method: Method,
    now: datetime,
) -> None:
    every_row = {
        "workspace_id": workspace_id,
        "method": method,
        "destination": None,
        "parent_id": None,
        "owner_id": None,
        "state": State.PENDING,
        "attempts": 0,
        "due_at": now,
        "created_at": now,
        "expires_at": now + KEEP_TRYING_FOR,
    }
    session.connection().execute(_insert_once(session), [every_row | row for row in rows])
    session.info[WRITTEN] = True


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(OutboxMessage)).on_conflict_do_nothing(
        index_elements=["workspace_id", "key"]
    )
