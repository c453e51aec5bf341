"""Making the reports that leads asked for: it takes too long for a click to wait."""

from datetime import datetime

from bot import outbox
from bot.db import Transaction
from bot.permissions import ANY, may
from bot.standups.blocks import reports as blocks
from bot.standups.models import ReportRequest
from bot.standups.operations import reports
from bot.standups.queries import reports as queries
from bot.standups.queries.rounds import list_lately
from bot.standups.rules import PERMISSIONS, REPORT
from bot.standups.rules.statistics import ROUNDS


def send_reports(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Make the report that somebody has waited for longest; return `now` for there may be more."""
    with transaction() as session:
        request = queries.find_waiting(session)
    if request is None:
        return None
    draft = _draft(transaction, request)
    # Whoever does not lead it any more by now is told nothing of it.
    is_theirs = may(PERMISSIONS, REPORT, ANY, request.standup.roles_of(request.asked_by))
    with transaction() as session:
        if reports.mark_sent(session, request, now=now) and is_theirs:
            outbox.post(session, draft, workspace_id=request.workspace_id, now=now)
    return now


def _draft(transaction: Transaction, request: ReportRequest) -> outbox.Draft:
    standup = request.standup
    with transaction() as session:
        lately = list(reversed(list_lately(session, standup, limit=ROUNDS)))
    held = [queries.of_round(each) for each in lately]
    text, drawn = blocks.message(standup, held)
    return outbox.Draft(
        key=f"standup_report:{request.id}",
        destination=request.asked_by,
        text=text,
        blocks=drawn,
        files=[
            outbox.File(blocks.PICTURE, blocks.picture(held)),
            outbox.File(blocks.TABLE, blocks.rows(standup, lately)),
            outbox.File(blocks.DATA, blocks.data(standup, lately)),
        ],
    )
