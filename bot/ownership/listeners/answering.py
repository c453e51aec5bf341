"""`/align questions`: what nobody could say yet, and how it gets an answer."""

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.ownership import notices
from bot.ownership.blocks import forms, sentences
from bot.ownership.blocks import questions as drawn
from bot.ownership.listeners import listing
from bot.ownership.models import Question
from bot.ownership.operations import asking, permitting
from bot.ownership.operations.asking import AlreadyAnswered
from bot.ownership.queries import questions
from bot.ownership.rules.entries import ABOUT_MAX, NAME_MAX, Details, Kind
from bot.ownership.rules.permissions import QuestionState
from bot.slack import block_kit, modals
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.teams import queries as team_queries


def on_questions(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show a lead the questions that wait for an answer."""
    with transaction() as session:
        return Reply.text(*listing.question_page(session, command, 0))


def on_answer(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for the answer, if one is still wanted."""
    with transaction() as session:
        question = questions.get_question(session, click.workspace_id, int(click.value))
        teams = team_queries.list_teams(session, click.workspace_id)
    if not permitting.may_answer(teams, by=click.user_id):
        return Reply(whisper=sentences.only(permitting.answering(teams)))
    if question.state is QuestionState.ANSWERED:
        return Reply(whisper=drawn.too_late(question))
    return Reply.open(drawn.answer_form(question))


def on_send_answer(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Send the answer to those who asked, and go on to a list if it is to be there."""
    text = modals.text(submission.values, "answer", missing="Please write your answer.")
    keep = modals.choice(submission.values, "keep") or drawn.ONLY_ANSWER
    now = clock()
    try:
        with transaction() as session:
            question, told = asking.answer(
                session,
                submission.workspace_id,
                int(submission.metadata),
                text=text,
                by=submission.user_id,
                now=now,
            )
            notices.tell_answer(session, question, told, now=now)
            if keep != drawn.ONLY_ANSWER:
                return Reply.replace(_entry_form(session, submission, Kind(keep), question))
    except AlreadyAnswered as error:
        # The form stays open: what was typed can be copied.
        raise InvalidInput(
            "answer", f"{error} Your text was not sent; copy it if needed."
        ) from error
    return Reply.replace(block_kit.notice("Answered", drawn.sent(told)))


def _entry_form(session: Session, submission: Submission, kind: Kind, question: Question) -> Json:
    """Return the form of a new entry, filled with the question and its answer."""
    by = submission.user_id
    teams = team_queries.list_teams(session, submission.workspace_id)
    allowed = permitting.teams_to_add_to(teams, kind, by=by)
    details = Details(
        team_id=allowed[0].id,
        name=block_kit.shorten(question.text, NAME_MAX),
        about=block_kit.shorten(question.answer or "", ABOUT_MAX),
    )
    return forms.entry_form(forms.Subject(kind), allowed, details)
