"""Keeping questions that found no answer, and answering them."""

from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.ownership.models import Question, QuestionAsker
from bot.ownership.operations import permitting
from bot.ownership.queries import questions
from bot.ownership.rules import words
from bot.ownership.rules.permissions import QuestionState
from bot.tables import per_dialect, table
from bot.teams import queries as team_queries
from bot.teams.models import Team


class AlreadyAnswered(Refused):
    """Somebody else was faster."""

    def __init__(self, question: Question) -> None:
        super().__init__("Somebody has answered this meanwhile.")
        self.question = question


def keep(
    session: Session,
    *,
    workspace_id: int,
    text: str,
    asking_team: Team | None,
    by: str,
    now: datetime,
) -> Question:
    """Keep a question for the leads and return it; one that was asked before is counted up.

    An answered one waits anew: the answer was not the one that `by` needed.
    """
    values = {
        "workspace_id": workspace_id,
        "asked_as": words.fingerprint(text),
        "text": text,
        "asked_by": by,
        "asked_at": now,
        "times": 1,
        "asking_team_id": asking_team.id if asking_team else None,
        "state": QuestionState.OPEN,
        "opened_at": now,
    }
    question_id = session.connection().execute(_put_question(session), values).scalar_one()
    asker = {
        "workspace_id": workspace_id,
        "question_id": question_id,
        "user_id": by,
        "asked_at": now,
    }
    session.connection().execute(_put_asker(session), asker)
    return questions.get_question(session, workspace_id, question_id)


def answer(
    session: Session,
    workspace_id: int,
    question_id: int,
    *,
    text: str,
    by: str,
    now: datetime,
) -> tuple[Question, list[str]]:
    """Answer a question; return it, and the user ids of those who wait for the answer.

    Raises MayNot, and AlreadyAnswered.
    """
    question = questions.get_question(session, workspace_id, question_id, lock=True)
    teams = team_queries.list_teams(session, workspace_id)
    permitting.check_answering(teams, QuestionState.OPEN, by=by)
    if question.state is QuestionState.ANSWERED:
        raise AlreadyAnswered(question)
    question.state = QuestionState.ANSWERED
    question.answer, question.answered_by, question.answered_at = text, by, now
    waiting = questions.list_untold(session, question)
    for asker in waiting:
        asker.told_at = now
    return question, [asker.user_id for asker in waiting]


@per_dialect
def _put_question(insert: Any) -> Any:
    rows = table(Question)
    statement = insert(rows)
    new, waits = statement.excluded, rows.c.state == QuestionState.OPEN
    return statement.on_conflict_do_update(
        index_elements=["workspace_id", "asked_as"],
        set_={
            "times": rows.c.times + 1,
            "state": new.state,
            "opened_at": case((waits, rows.c.opened_at), else_=new.opened_at),
            # Asked from two teams, it is for the leads of both.
            "asking_team_id": case(
                (func.coalesce(rows.c.asking_team_id, 0) == new.asking_team_id, new.asking_team_id)
            ),
        },
    ).returning(rows.c.id)


@per_dialect
def _put_asker(insert: Any) -> Any:
    rows = table(QuestionAsker)
    statement = insert(rows)
    return statement.on_conflict_do_update(
        index_elements=["question_id", "user_id"],
        set_={"asked_at": statement.excluded.asked_at, "told_at": None},
    )
