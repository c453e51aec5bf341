"""Giving a win, and taking it back."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.slack import block_kit, modals
from bot.slack.values import Click, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team
from bot.wins import notices
from bot.wins.blocks import fields, forms, sentences
from bot.wins.listeners import reading
from bot.wins.listeners.clicks import id_of
from bot.wins.operations import giving, posting
from bot.wins.operations.giving import AlreadyGiven, CannotUndo, Gift, NotTheirs
from bot.wins.rules import Reach


def on_give(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Give the win, tell those whom it names, and everybody at once if a lead said so."""
    now, workspace_id, by = clock(), submission.workspace_id, submission.user_id
    with transaction() as session:
        teams = team_queries.list_teams(session, workspace_id)
        try:
            gift = _gift(session, submission, teams)
            given = giving.give(session, workspace_id, gift, by=by, now=now)
        except AlreadyGiven as error:
            return Reply.replace(block_kit.notice(error.win.name, sentences.already(error.win)))
        notices.announce(session, given.win, now=now)
        if given.win.sent_at:
            for post in posting.send(session, given.win, teams, now=now):
                notices.post(session, post, now=now)
        channels = posting.channels_for(given.win, teams)
        sentence = sentences.given(given.win, given.left_out, channels=channels)
        return Reply.replace(forms.confirmation(given.win, sentence))


def on_take_back(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Take the win back that one has just given, or that one was told of first."""
    sentence = take_back(click, id_of(click.value), transaction, clock)
    if click.view_id:
        return Reply.update(block_kit.notice("Take it back", sentence))
    return Reply(whisper=sentence)


def take_back(click: Click, win_id: int, transaction: Transaction, clock: Clock) -> str:
    """Take a win back, and return what to say of it; or why it stays."""
    now = clock()
    with transaction() as session:
        try:
            win = giving.undo(session, click.workspace_id, win_id, by=click.user_id, now=now)
        except CannotUndo as error:
            return _why_not(error)
        notices.tell_undone(session, win, now=now)
        return sentences.undone(win)


def _why_not(error: CannotUndo) -> str:
    if isinstance(error, NotTheirs):
        return sentences.not_yours(error.win)
    return sentences.too_late(error.win)


def _gift(session: Session, submission: Submission, teams: Sequence[Team]) -> Gift:
    values, context = submission.values, forms.load(submission.metadata)
    chosen = modals.choice(values, "team", missing="Please choose your team.")
    team = next((each for each in teams if str(each.id) == chosen), None)
    if team is None:
        raise InvalidInput("team", "This team was closed meanwhile. Please choose another one.")
    said = reading.read(session, submission, teams)
    return Gift(
        what=said.what,
        people=said.people,
        teams=said.teams,
        team=team,
        reach=Reach(modals.choice(values, "reach", missing="Please choose.")),
        figure=said.figure,
        value=said.value,
        initiative=said.initiative,
        source=context.source,
        permalink=context.permalink,
        view_id=submission.view_id,
        is_sent_at_once=fields.AT_ONCE in modals.choices(values, fields.AT_ONCE),
    )
