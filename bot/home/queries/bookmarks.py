"""What a source of news tells: whom something new concerns, and how far it has been read."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

AT_ONCE = 1000
"""Events that are read in one turn; the rest follow at once."""

COMMITTED_WITHIN = timedelta(seconds=30)
"""An event's id is given before it is committed, so one with a lower id may appear later. No
transaction stays open for so long: see db.BUSY_AFTER and db.ASLEEP_AFTER."""


@dataclass(frozen=True)
class News:
    """Whom it concerns (None: everybody), and the bookmark after it; `more` is to be read still."""

    concerns: Collection[str] | None
    bookmark: Any
    more: bool = False


Read = Callable[[Session, int, Any, datetime], News]
"""`read(session, workspace_id, bookmark, now)`; the bookmark is None before the first time."""
