"""The lists on a Home: questions that wait for an answer, and entries that must be kept true."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.home.rules import Deed, Item, Rank, Status, Viewer
from bot.ownership import queries
from bot.ownership.models import Entry, Question


def count_questions(session: Session, viewer: Viewer) -> int:
    """Return how many questions wait for an answer that the person was asked for."""
    return queries.count_questions_for(session, viewer.workspace_id, viewer.answers_for)


def list_questions(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return the questions that wait for the person's answer, the longest open first."""
    found = queries.list_questions_for(session, viewer.workspace_id, viewer.answers_for, limit)
    return [_question(question) for question in found]


def count_vacant(session: Session, viewer: Viewer) -> int:
    """Return for how many entries the person is to name somebody."""
    return queries.count_vacant(session, viewer.workspace_id, viewer.keeps)


def list_vacant(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return the entries for which the person is to name somebody, the longest vacant first."""
    found = queries.list_vacant(session, viewer.workspace_id, viewer.keeps, limit)
    return [
        _entry(entry, entry.vacant_at, Rank.VACANT, Status.VACANT, Deed.NAME) for entry in found
    ]


def count_to_confirm(session: Session, viewer: Viewer) -> int:
    """Return how many entries the person was asked to confirm."""
    return queries.count_to_confirm(session, viewer.workspace_id, viewer.user_id)


def list_to_confirm(session: Session, viewer: Viewer, limit: int) -> list[Item]:
    """Return the entries that the person was asked to confirm, the longest asked first."""
    found = queries.list_to_confirm(session, viewer.workspace_id, viewer.user_id, limit)
    return [
        _entry(entry, entry.asked_at, Rank.CONFIRM, Status.TO_CONFIRM, Deed.CONFIRM)
        for entry in found
    ]


def _question(question: Question) -> Item:
    return Item(
        name="Question",
        urgency=Rank.QUESTION,
        label="",
        about="nobody could say whom to ask",
        words=question.text,
        due_at=question.opened_at,
        status=Status.UNKNOWN,
        at=question.opened_at,
        by=question.asked_by,
        deed=Deed.REPLY,
        subject=str(question.id),
    )


def _entry(entry: Entry, since: datetime | None, rank: Rank, status: Status, deed: Deed) -> Item:
    since = since or entry.changed_at
    return Item(
        name="Who answers for it?" if status is Status.VACANT else "Still true?",
        urgency=rank,
        label="",
        about=f"{entry.team.name} owns",
        words=entry.name,
        due_at=since,
        status=status,
        at=since,
        by=None,
        deed=deed,
        subject=str(entry.id),
    )
