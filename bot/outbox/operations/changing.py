"""Making messages read differently, whether Slack shows them already or not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, case, literal
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.files import showing
from bot.outbox.operations.writing import KEEP_TRYING_FOR, Blocks, payload, write
from bot.outbox.rules.states import GIVEN_UP, State
from bot.tables import table

_M = table(OutboxMessage).c


@dataclass(frozen=True)
class Change:
    """What the message with this key is to read from now on.

    Of the files that it was posted with it goes on showing those in `files`, by their names, and no
    others.
    """

    key: str
    text: str
    blocks: Blocks = ()
    files: Sequence[str] = ()


def update(session: Session, *changes: Change, workspace_id: int, now: datetime) -> None:
    """Make messages read as given; Slack is shown only the newest state of each.

    Nothing happens to a message that was given up.
    """
    rows = [
        {
            "of_workspace": workspace_id,
            "of_key": change.key,
            "new_payload": payload(change.text, change.blocks) | showing(change.files),
            "new_due_at": now,
            "new_expires_at": now + KEEP_TRYING_FOR,
        }
        # In the order of keys, like everybody who locks several: nobody must wait in a circle.
        for change in sorted(changes, key=lambda change: change.key)
    ]
    write(session, _UPDATE, rows)


def show_again(session: Session, message: OutboxMessage, *, now: datetime) -> None:
    """Let Slack be shown the newest state once more, if it is newer than the one just shown.

    For whoever slept over a change of `message`: it has come after those that others made since.
    """
    values = {
        "of_id": message.id,
        "of_workspace": message.workspace_id,
        "shown_version": message.attempted_version,
        "new_due_at": now,
    }
    write(session, _SHOW_AGAIN, [values])


def _if_sent(then: Any, column: Any) -> Any:
    """Return a value for what Slack shows already: the rest is on its way and keeps its own."""
    return case((_M.state == State.SENT, then), else_=column)


_UPDATE = (
    sql_update(table(OutboxMessage))
    .where(
        _M.workspace_id == bindparam("of_workspace"),
        _M.key == bindparam("of_key"),
        *(_M.state != given_up for given_up in GIVEN_UP),  # many rows take no IN
    )
    .values(
        payload=bindparam("new_payload"),
        version=_M.version + 1,
        expires_at=bindparam("new_expires_at"),
        simplified_at=None,
        due_at=_if_sent(bindparam("new_due_at"), _M.due_at),
        state=_if_sent(literal(State.PENDING, _M.state.type), _M.state),
    )
)

_SHOW_AGAIN = (
    sql_update(table(OutboxMessage))
    .where(
        _M.id == bindparam("of_id"),
        _M.workspace_id == bindparam("of_workspace"),
        _M.version > bindparam("shown_version"),
    )
    .values(
        version=_M.version + 1,
        due_at=_if_sent(bindparam("new_due_at"), _M.due_at),
        state=_if_sent(literal(State.PENDING, _M.state.type), _M.state),
    )
)
