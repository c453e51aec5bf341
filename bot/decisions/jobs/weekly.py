"""The weekly message of each team's decisions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import outbox, scheduling
from bot.db import Transaction
from bot.decisions.blocks import weekly as blocks
from bot.decisions.models import Weekly
from bot.decisions.operations import weeklies
from bot.decisions.queries import weekly as queries

BATCH = 20

_WITHIN = timedelta(days=6)
"""After an outage that is longer than that, the next one tells all of it."""


def send(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Tell every team whose time it is of its decisions since it was told last, once."""
    with transaction() as session:
        weeklies.begin(session, queries.list_new_teams(session, limit=BATCH), now=now)

    def find(session: Session) -> Sequence[Weekly]:
        return queries.lock_due(session, now=now, limit=BATCH)

    def tell(session: Session, due: Sequence[Weekly]) -> None:
        for each in due:
            if each.team.closed_at is None:
                _tell(session, each, now)
            weeklies.move_on(session, each, now=now)

    return now if scheduling.for_all(transaction, find, tell) == BATCH else None


def _tell(session: Session, weekly: Weekly, now: datetime) -> None:
    team = weekly.team
    today = weeklies.today(session, team, now=now)
    week = queries.get_week(session, team, since=weekly.told_until, today=today)
    text, drawn = blocks.message(week)
    draft = outbox.Draft(
        f"decisions:week:{team.id}:{weekly.due_at:%Y%m%d}",
        team.channel_id,
        text,
        drawn,
        within=_WITHIN,
        collapse_key=f"decisions:week:{team.id}",
    )
    outbox.post(session, draft, workspace_id=team.workspace_id, now=now)
