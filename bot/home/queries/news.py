"""What is new in a workspace, and whom it concerns: the one place that knows every source of it.

Each source keeps a bookmark of what it has told already.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.home.queries import histories, snapshots
from bot.home.queries.bookmarks import News, Read


def read(
    session: Session, workspace_id: int, bookmarks: Mapping[str, Any], *, now: datetime
) -> dict[str, News]:
    """Return what is new since the bookmarks, by its source."""
    return {
        name: source(session, workspace_id, bookmarks.get(name), now)
        for name, source in SOURCES.items()
    }


SOURCES: Mapping[str, Read] = {
    "escalations": histories.of_escalations,
    "decisions": histories.of_decisions,
    "initiatives": histories.of_initiatives,
    "teams": snapshots.of_teams,
    "to confirm": snapshots.of_entries_to_confirm,
    "vacant": snapshots.of_vacant_entries,
    "questions": snapshots.of_questions,
    "recipients": snapshots.of_recipients,
    "absences": snapshots.of_absences,
}
