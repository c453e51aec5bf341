"""Files of messages: written down with them, and with Slack before they are shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy import update as sql_update
from sqlalchemy.orm import Session

from bot.outbox.models import FILES, OutboxFile, OutboxMessage
from bot.outbox.rules.uploads import Uploaded
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class File:
    """A file that a message shows: `name` is what its blocks and people call it."""

    name: str
    content: bytes


def showing(names: Sequence[str]) -> dict[str, Any]:
    """Return what a message's payload says of its files, by their names."""
    return {FILES: list(names)} if names else {}


def attach(session: Session, workspace_id: int, key: str, files: Sequence[File]) -> None:
    """Keep the files of the message with this key; those that are there already stay."""
    if not files:
        return
    message_id = session.scalars(
        select(OutboxMessage.id).where(
            OutboxMessage.workspace_id == workspace_id, OutboxMessage.key == key
        )
    ).one()
    of = {"message_id": message_id, "workspace_id": workspace_id}
    rows = [of | {"name": file.name, "content": file.content} for file in files]
    session.connection().execute(_insert_once(session), rows)


def record_uploads(
    session: Session, message: OutboxMessage, uploaded: Mapping[str, Uploaded], *, now: datetime
) -> None:
    """Write down what Slack calls the files that it has; their content is needed no more."""
    for name, file in uploaded.items():
        session.execute(
            sql_update(OutboxFile)
            .where(
                OutboxFile.workspace_id == message.workspace_id,
                OutboxFile.message_id == message.id,
                OutboxFile.name == name,
            )
            .values(slack_id=file.id, permalink=file.permalink, uploaded_at=now, content=None)
            .execution_options(synchronize_session=False)
        )


@per_dialect
def _insert_once(insert: Any) -> Any:
    return insert(table(OutboxFile)).on_conflict_do_nothing(index_elements=["message_id", "name"])
