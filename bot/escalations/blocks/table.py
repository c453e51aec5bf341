"""Escalations as the rows of a table, to be taken out."""

from bot import spreadsheet
from bot.escalations.models import Escalation

COLUMNS = (
    *("name", "kind", "urgency", "private", "stuck", "needed", "asking_team", "asked_team"),
    *(
        "initiative",
        "raised_by",
        "raised_at",
        "needed_on",
        "state",
        "level",
        "owner",
        "promised_at",
    ),
    *("first_owned_at", "first_late_at", "answer", "answer_kind", "answered_by", "answered_at"),
    *("accepted_by", "accepted_at", "withdrawn_at", "reopened_times"),
)
"""Times are in UTC, people Slack's ids; a level is counted from 1."""


def row(escalation: Escalation) -> list[str]:
    """Return the cells of an escalation; of a private one without a word or a name."""
    is_private = escalation.private_at is not None
    initiative = escalation.initiative
    words = [escalation.stuck, escalation.ask]
    cells = [
        escalation.name,
        escalation.kind,
        escalation.urgency,
        "yes" if is_private else "no",
        *(["", ""] if is_private else words),
        escalation.raising_team.name,
        escalation.answering_team.name,
        initiative.name if initiative and not is_private else None,
        None if is_private else escalation.raised_by,
        escalation.raised_at,
        escalation.needed_on,
        escalation.state,
        escalation.level + 1,
        None if is_private else escalation.acknowledged_by,
        escalation.promised_at,
        escalation.first_owned_at,
        escalation.first_late_at,
        None if is_private else escalation.answer,
        escalation.answer_kind,
        None if is_private else escalation.answered_by,
        escalation.answered_at,
        None if is_private else escalation.accepted_by,
        escalation.accepted_at,
        escalation.withdrawn_at,
        escalation.reopened_times,
    ]
    return [spreadsheet.cell(each) for each in cells]
