"""Celebrating a win that is told in a channel, and thanking people below it."""

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission
from bot.wins import notices, queries
from bot.wins.blocks import forms, posts, sentences
from bot.wins.listeners import editing
from bot.wins.listeners.clicks import id_of
from bot.wins.listeners.giving import take_back
from bot.wins.operations import celebrating
from bot.wins.operations.giving import TooLate
from bot.wins.rules import State


def on_celebrate(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Count who celebrates, or no more who did; the post shows how many."""
    now = clock()
    with transaction() as session:
        try:
            win = celebrating.cheer(
                session, click.workspace_id, id_of(click.value), by=click.user_id, now=now
            )
        except TooLate as error:
            return Reply(whisper=sentences.too_late(error.win))
        notices.redraw(session, win, now=now)
    return Reply.none()


def on_more(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say who celebrates, change the win, or take it back."""
    choice, _, win_id = click.value.partition(":")
    if choice == posts.EDIT:
        return editing.open_form(click, id_of(win_id), transaction, clock)
    if choice == posts.UNDO:
        return Reply(whisper=take_back(click, id_of(win_id), transaction, clock))
    with transaction() as session:
        win = queries.get_win(session, workspace_id=click.workspace_id, win_id=id_of(win_id))
        return Reply(whisper=sentences.cheering(win))


def on_ask_for_thanks(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a thank-you."""
    with transaction() as session:
        win = queries.get_win(session, workspace_id=click.workspace_id, win_id=id_of(click.value))
    if win.state is State.UNDONE:
        return Reply(whisper=sentences.too_late(win))
    return Reply.open(forms.thanks_form(win))


def on_thank(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Put the words below the post."""
    now, by, view_id = clock(), submission.user_id, submission.view_id
    words = modals.text(submission.values, "words", missing="Please write a few words.")
    with transaction() as session:
        try:
            win = celebrating.thank(
                session,
                submission.workspace_id,
                id_of(submission.metadata),
                words=words,
                view_id=view_id,
                by=by,
                now=now,
            )
        except TooLate as error:
            raise InvalidInput("words", sentences.gone_meanwhile(error.win)) from error
        notices.tell_thanks(session, win, by=by, words=words, view_id=view_id, now=now)
    return Reply.none()
