"""Installing a workspace, and giving out numbers in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import case
from sqlalchemy.orm import Session

from bot.installations.models import Counter, Workspace
from bot.tables import per_dialect, table

_DESCRIBED = ("enterprise_id", "name", "bot_user_id", "bot_id")


@per_dialect
def _install(insert: Any) -> Any:
    statement = insert(Workspace)
    described = {column: statement.excluded[column] for column in _DESCRIBED}
    return statement.on_conflict_do_update(index_elements=["slack_id"], set_=described).returning(
        Workspace
    )


@per_dialect
def _count_up(insert: Any) -> Any:
    counters = table(Counter)
    return (
        insert(counters)
        .values(last=1)
        .on_conflict_do_update(
            index_elements=["workspace_id", "kind"], set_={"last": counters.c.last + 1}
        )
        .returning(counters.c.last)
    )


@per_dialect
def _skip(insert: Any) -> Any:
    counters = table(Counter)
    statement = insert(counters)
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "kind"],
        set_={"last": case((counters.c.last > new.last, counters.c.last), else_=new.last)},
    )


def install(
    session: Session,
    *,
    slack_id: str,
    enterprise_id: str | None,
    name: str,
    bot_user_id: str,
    bot_id: str,
    now: datetime,
) -> Workspace:
    """Record the workspace, or what changed in it since it was installed; return it."""
    values = {
        "slack_id": slack_id,
        "enterprise_id": enterprise_id,
        "name": name,
        "bot_user_id": bot_user_id,
        "bot_id": bot_id,
        "installed_at": now,
    }
    workspace: Workspace = session.scalars(_install(session), [values]).one()
    return workspace


def skip_numbers(session: Session, *, workspace_id: int, kind: str, last: int) -> None:
    """Let numbers of `kind` up to `last` be given out no more: somebody brings them along.

    The row stays locked until the transaction ends.
    """
    values = {"workspace_id": workspace_id, "kind": kind, "last": last}
    session.connection().execute(_skip(session), values)


def next_number(session: Session, *, workspace_id: int, kind: str) -> int:
    """Return the next number of `kind` in the workspace, from 1, without gaps.

    The row stays locked until the transaction ends: ask for the number late.
    """
    values = {"workspace_id": workspace_id, "kind": kind}
    number: int = session.connection().execute(_count_up(session), values).scalar_one()
    return number
