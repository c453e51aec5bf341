"""Making the reports that people asked for: it takes too long for a click to wait."""

from collections.abc import Iterator
from datetime import date, datetime

from bot import outbox, spreadsheet
from bot.db import Transaction
from bot.escalations.blocks import reports as blocks
from bot.escalations.blocks import table
from bot.escalations.models import Report
from bot.escalations.operations import reports
from bot.escalations.queries import reports as queries
from bot.escalations.queries.statistics import list_records
from bot.escalations.rules import statistics as rules

AT_ONCE = 500
"""Escalations that are read in one transaction: others want the database too."""


def send_reports(*, transaction: Transaction, now: datetime) -> datetime | None:
    """Make the report that somebody has waited for longest; return `now` for there may be more."""
    with transaction() as session:
        report = queries.find_waiting(session)
    if report is None:
        return None
    draft = _draft(transaction, report, now.date())
    with transaction() as session:
        if reports.mark_sent(session, report, now=now):
            outbox.post(session, draft, workspace_id=report.workspace_id, now=now)
    return now


def _draft(transaction: Transaction, report: Report, today: date) -> outbox.Draft:
    since = rules.began(today)
    with transaction() as session:
        records = list_records(session, report.workspace_id, since=since)
    weeks = rules.by_week(records, today)
    text, drawn = blocks.report(rules.summarise(records), weeks)
    rows = "".join(spreadsheet.lines(_rows(transaction, report.workspace_id, since)))
    return outbox.Draft(
        key=f"escalation_report:{report.id}",
        destination=report.asked_by,
        text=text,
        blocks=drawn,
        files=[
            outbox.File(blocks.PICTURE, blocks.picture(weeks)),
            outbox.File(blocks.TABLE, rows.encode()),
        ],
    )


def _rows(transaction: Transaction, workspace_id: int, since: date) -> Iterator[list[str]]:
    yield list(table.COLUMNS)
    after = None
    while True:
        with transaction() as session:
            found = queries.list_public(session, workspace_id, since, after, limit=AT_ONCE)
        yield from map(table.row, found)
        if len(found) < AT_ONCE:
            return
        after = found[-1]
