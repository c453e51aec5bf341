"""Showing something to one person: in answer to what they pressed, or among others."""

import secrets
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot.outbox.operations.writing import Blocks, Draft, insert_once, new_row, payload, write
from bot.outbox.rules.states import Method

_WHISPER_FOR = timedelta(minutes=25)
"""Slack takes a response_url for 30 minutes (docs.slack.dev, handling user interaction)."""


def whisper(
    session: Session,
    *,
    workspace_id: int,
    response_url: str,
    text: str,
    blocks: Blocks = (),
    replaces: bool = False,
    now: datetime,
) -> None:
    """Enqueue words that only the person who just pressed a button sees.

    With `replaces` they take the place of the message that the button is on.
    """
    row = new_row(workspace_id, now) | {
        "key": f"whisper:{secrets.token_hex(8)}",
        "method": Method.RESPOND,
        "destination": response_url,
        "payload": payload(text, blocks)
        | {"response_type": "ephemeral", "replace_original": replaces},
        "expires_at": now + _WHISPER_FOR,
    }
    write(session, insert_once(session), [row])


def show_to(
    session: Session,
    shown: Draft,
    *,
    user_id: str,
    thread_ts: str | None = None,
    workspace_id: int,
    now: datetime,
) -> None:
    """Enqueue what only one person sees, in the channel that is its destination, once.

    Or in the thread of the message `thread_ts` there, which must have a reply already: Slack shows
    it in no other. It needs no invitation to that channel but theirs, and is gone when they reload
    Slack.
    """
    place = {"thread_ts": thread_ts} if thread_ts else {}
    row = new_row(workspace_id, now) | {
        "key": shown.key,
        "method": Method.EPHEMERAL,
        "destination": shown.destination,
        "payload": payload(shown.text, shown.blocks) | {"user": user_id} | place,
        "expires_at": now + shown.within,
    }
    write(session, insert_once(session), [row])
