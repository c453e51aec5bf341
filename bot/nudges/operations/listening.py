"""Hearing from people: who does something in Lockstep reads what it says."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import bindparam, case
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.nudges.models import Recipient
from bot.tables import per_dialect, table

_R = table(Recipient).c


class Decision(Protocol):
    """What somebody decides about what they are told: `go_on` or `stop`."""

    def __call__(self, session: Session, workspace_id: int, user_id: str, *, now: datetime) -> None:
        """Write it down."""


def heard_from(session: Session, workspace_id: int, user_id: str, now: datetime) -> None:
    """Note that somebody did something: they are not silent, and what waits for them goes on.

    Nobody else's row is touched, and theirs only if something was told them since they were last
    heard: this is called with every gesture. Who has said Stop stays left alone.
    """
    values = {"of_workspace": workspace_id, "of_user": user_id, "heard_now": now}
    session.connection().execute(_HEARD, values)


def go_on(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> None:
    """Tell the person again what waits, and will: they asked for it."""
    _decide(session, workspace_id, user_id, now, stopped_at=None, next_at=now)


def stop(session: Session, workspace_id: int, user_id: str, *, now: datetime) -> None:
    """Tell the person nothing any more that is not urgent, until they say otherwise."""
    _decide(session, workspace_id, user_id, now, stopped_at=now, next_at=None)


def _decide(
    session: Session,
    workspace_id: int,
    user_id: str,
    now: datetime,
    *,
    stopped_at: datetime | None,
    next_at: datetime | None,
) -> None:
    values = {
        "workspace_id": workspace_id,
        "user_id": user_id,
        "unanswered": 0,
        "heard_at": now,
        "asked_at": None,
        "stopped_at": stopped_at,
        "next_at": next_at,
    }
    session.connection().execute(_put_decision(session), values)


@per_dialect
def _put_decision(insert: Any) -> Any:
    statement = insert(table(Recipient))
    decided = ("unanswered", "heard_at", "asked_at", "stopped_at", "next_at")
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "user_id"],
        set_={column: statement.excluded[column] for column in decided},
    )


_WAS_ASKED = _R.asked_at.is_not(None) & _R.stopped_at.is_(None)

_HEARD: Any = (
    sql_update(table(Recipient))
    .where(
        _R.workspace_id == bindparam("of_workspace"),
        _R.user_id == bindparam("of_user"),
        _R.unanswered > 0,
    )
    .values(
        unanswered=0,
        heard_at=bindparam("heard_now"),
        next_at=case((_WAS_ASKED, bindparam("heard_now")), else_=_R.next_at),
        asked_at=None,
    )
)
