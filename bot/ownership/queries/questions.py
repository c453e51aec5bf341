"""Questions about what people asked and nobody could answer."""

from collections.abc import Collection, Sequence

from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session

from bot.errors import NotFound
from bot.ownership.models import Question, QuestionAsker, Waiting
from bot.ownership.rules.permissions import QuestionState

_OPEN = Question.state == QuestionState.OPEN


def get_question(
    session: Session, workspace_id: int, question_id: int, *, lock: bool = False
) -> Question:
    """Return the question; with `lock` others that lock it wait. Raises NotFound."""
    statement = select(Question).where(
        Question.workspace_id == workspace_id, Question.id == question_id
    )
    found = session.scalars(statement.with_for_update() if lock else statement).one_or_none()
    if found is None:
        raise NotFound("I can't find this question any more. Please type `/align questions`.")
    return found


def list_open(session: Session, workspace_id: int, *, number: int, size: int) -> Waiting:
    """Return a page of the questions that wait, the most asked first; the last one if too far."""
    total = count_open(session, workspace_id)
    number = max(0, min(number, (total - 1) // size))
    here = (Question.workspace_id == workspace_id, _OPEN)
    rows = session.scalars(
        select(Question)
        .where(*here)
        .order_by(Question.times.desc(), Question.opened_at, Question.id)
        .offset(number * size)
        .limit(size)
    )
    return Waiting(tuple(rows), number, total)


def count_open(session: Session, workspace_id: int) -> int:
    """Return how many questions wait for an answer."""
    here = (Question.workspace_id == workspace_id, _OPEN)
    return session.scalar(select(func.count()).select_from(Question).where(*here)) or 0


def list_questions_for(
    session: Session, workspace_id: int, team_ids: Collection[int], limit: int
) -> Sequence[Question]:
    """Return open questions that the leads of these teams were told of, the longest open first.

    Those of the asker's own team were not, if it is known which that is.
    """
    return session.scalars(
        select(Question)
        .where(*_for(workspace_id, team_ids))
        .order_by(Question.opened_at, Question.id)
        .limit(limit)
    ).all()


def count_questions_for(session: Session, workspace_id: int, team_ids: Collection[int]) -> int:
    """Return how many `list_questions_for` would return without a limit."""
    theirs = select(func.count()).select_from(Question).where(*_for(workspace_id, team_ids))
    return session.scalar(theirs) or 0


def _for(workspace_id: int, team_ids: Collection[int]) -> tuple[ColumnElement[bool], ...]:
    elsewhere = (Question.asking_team_id != team_id for team_id in team_ids)
    unknown = [Question.asking_team_id.is_(None)] if team_ids else []
    return Question.workspace_id == workspace_id, _OPEN, or_(false(), *elsewhere, *unknown)


def list_answered(session: Session, workspace_id: int, *, limit: int) -> Sequence[Question]:
    """Return questions that have an answer, the newest first, for a search among them."""
    return session.scalars(
        select(Question)
        .where(Question.workspace_id == workspace_id, Question.state == QuestionState.ANSWERED)
        .order_by(Question.opened_at.desc(), Question.id.desc())
        .limit(limit)
    ).all()


def list_untold(session: Session, question: Question) -> Sequence[QuestionAsker]:
    """Return those who asked and have not been told the answer, in the order they asked."""
    return session.scalars(
        select(QuestionAsker)
        .where(
            QuestionAsker.workspace_id == question.workspace_id,
            QuestionAsker.question_id == question.id,
            QuestionAsker.told_at.is_(None),
        )
        .order_by(QuestionAsker.asked_at, QuestionAsker.id)
    ).all()
