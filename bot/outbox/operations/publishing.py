"""Home tabs: what somebody sees there, of which only the newest state counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, literal, or_
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations.writing import Blocks, new_row, write
from bot.outbox.rules.states import GIVEN_UP, Method, State
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Home:
    """What one person's Home tab shows; `metadata` comes back when they open it or press in it."""

    user_id: str
    blocks: Blocks
    metadata: str = ""


def publish(session: Session, *homes: Home, workspace_id: int, now: datetime) -> None:
    """Make Home tabs show what is given; Slack is shown only the newest state of each.

    One that was given up is tried again: the newest state is another one.
    """
    rows = [
        new_row(workspace_id, now)
        | {
            "key": f"home:{home.user_id}",
            "method": Method.PUBLISH,
            "destination": home.user_id,
            "payload": _view(home),
        }
        # In the order of keys, like everybody who locks several: nobody must wait in a circle.
        for home in sorted(homes, key=lambda home: home.user_id)
    ]
    write(session, _put(session), rows)


def _view(home: Home) -> dict[str, Any]:
    return {"type": "home", "blocks": list(home.blocks), "private_metadata": home.metadata}


@per_dialect
def _put(insert: Any) -> Any:
    messages = table(OutboxMessage)
    old = messages.c
    statement = insert(messages)
    new = statement.excluded
    at_rest = or_(*(old.state == state for state in _AT_REST))

    def if_at_rest(then: Any, column: Any) -> Any:
        """Return a value for what nobody is sending: the rest is on its way and keeps its own."""
        return case((at_rest, then), else_=column)

    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "key"],
        set_={
            "payload": new.payload,
            "version": old.version + 1,
            "expires_at": new.expires_at,
            "dropped_at": None,
            "due_at": if_at_rest(new.due_at, old.due_at),
            "failures": if_at_rest(0, old.failures),
            "state": if_at_rest(literal(State.PENDING, old.state.type), old.state),
        },
    )


_AT_REST: Sequence[State] = (State.SENT, *GIVEN_UP)
