"""`/align owns` and `/align services`: the lists, page by page."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.ownership.blocks import lists, sentences
from bot.ownership.blocks import questions as question_blocks
from bot.ownership.listeners import asking, editing
from bot.ownership.operations import permitting
from bot.ownership.queries import entries, questions
from bot.ownership.rules.entries import Kind
from bot.slack.values import Click, Command, Json, Reply
from bot.teams import queries as team_queries


def on_owns(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show who answers for what, or open the form for more of it."""
    return _on_list(command, Kind.OWNED, transaction, clock)


def on_services(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what each team does for the others, or open the form for more of it."""
    return _on_list(command, Kind.SERVICE, transaction, clock)


def on_page(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show another page in place of the one that the button is on."""
    name, _, number = click.value.partition(" ")
    with transaction() as session:
        if name == lists.QUESTIONS:
            return Reply(redraw=question_page(session, click, int(number)))
        return Reply(redraw=_page(session, click, Kind(name), int(number), now=clock()))


def on_show_questions(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show a lead the questions that wait."""
    with transaction() as session:
        text, blocks = question_page(session, click, 0)
    return Reply(whisper=text, blocks=blocks)


def question_page(
    session: Session, gesture: Command | Click, number: int
) -> tuple[str, list[Json]]:
    """Return a page of the open questions as it is drawn, or who may see it."""
    teams = team_queries.list_teams(session, gesture.workspace_id)
    if not permitting.may_answer(teams, by=gesture.user_id):
        return sentences.only(permitting.answering(teams)), []
    page = questions.list_open(
        session, gesture.workspace_id, number=number, size=question_blocks.PAGE
    )
    return question_blocks.question_list(page)


def _on_list(command: Command, kind: Kind, transaction: Transaction, clock: Clock) -> Reply:
    if command.text.lower() == "add":
        return editing.open_new(command, kind, transaction)
    if command.text:
        return asking.on_who(command, transaction=transaction, clock=clock)
    with transaction() as session:
        return Reply.text(*_page(session, command, kind, 0, now=clock()))


def _page(
    session: Session, gesture: Command | Click, kind: Kind, number: int, *, now: datetime
) -> tuple[str, list[Json]]:
    by, workspace_id = gesture.user_id, gesture.workspace_id
    teams = team_queries.list_teams(session, workspace_id)
    if not teams:
        return sentences.no_teams()
    page = entries.find_page(session, workspace_id, kind, number=number, size=lists.PAGE)
    answers = permitting.may_answer(teams, by=by)
    return lists.entry_list(
        page,
        kind,
        now=now,
        changeable={row.id for row in page.rows if permitting.allows(row, "change", by=by)},
        may_add=permitting.may_add(teams, kind, by=by),
        open_questions=questions.count_open(session, workspace_id) if answers else 0,
    )
