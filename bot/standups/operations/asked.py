"""What a stand-up asks."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.errors import InvalidInput
from bot.standups.models import Standup
from bot.standups.operations import checking, rescheduling
from bot.standups.rules import SET_UP, questions
from bot.standups.rules.questions import QUESTIONS_MAX, Question


def ask(
    session: Session,
    workspace_id: int,
    standup_id: int,
    asked: Sequence[Question],
    *,
    version: int,
    by: str,
) -> Standup:
    """Let a stand-up ask these questions from the next time on that it asks anybody.

    Raises InvalidInput (`words`, `choices`), NotAllowed, ChangedMeanwhile, NotFound.
    """
    standup = checking.begin(session, workspace_id, standup_id, SET_UP, by=by)
    if standup.version != version:
        raise checking.ChangedMeanwhile(standup)
    if not 1 <= len(asked) <= QUESTIONS_MAX:
        raise InvalidInput("words", f"Please ask 1 to {QUESTIONS_MAX} questions.")
    for each in asked:
        questions.check(each)
    standup.asked = questions.dump(asked)
    rescheduling.ask_anew(session, standup)
    standup.version += 1
    return standup
