"""Writing down all that a change says: to channels, below what stands there, and to people."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.nudges.operations.writing import Nudge, nudge

Said = outbox.Change | outbox.Draft | outbox.Reply | Nudge


def say(session: Session, said: Iterable[Said], *, workspace_id: int, now: datetime) -> None:
    """Write all of it down, each kind at once: a sweep has a hundred of each."""
    of: dict[type, list[Said]] = {}
    for each in said:
        of.setdefault(type(each), []).append(each)
    for kind, write in _WRITE.items():
        if found := of.get(kind):
            write(session, *found, workspace_id=workspace_id, now=now)


_WRITE: Mapping[type, Callable[..., None]] = {
    outbox.Change: outbox.update,
    outbox.Draft: outbox.post,
    outbox.Reply: outbox.reply,
    Nudge: nudge,
}
"""In this order: a reply needs the message below which it goes."""
