"""Changing a win that one has given."""

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.slack import block_kit
from bot.slack.values import Click, Reply, Submission
from bot.teams import queries as team_queries
from bot.wins import notices, queries
from bot.wins.blocks import forms, sentences
from bot.wins.listeners import reading, starting
from bot.wins.listeners.clicks import id_of
from bot.wins.operations import editing
from bot.wins.operations.editing import ChangedMeanwhile, NotTheirsToChange
from bot.wins.operations.giving import CannotUndo


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, in place of what one has just read."""
    return open_form(click, id_of(click.value), transaction, clock)


def open_form(click: Click, win_id: int, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that changes a win, or say why it stays as it is."""
    workspace_id = click.workspace_id
    with transaction() as session:
        win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id)
        try:
            editing.check(win, by=click.user_id, now=clock())
        except CannotUndo as error:
            sentence = _why_not(error)
            return (
                Reply.update(block_kit.notice(win.name, sentence))
                if click.view_id
                else Reply(whisper=sentence)
            )
        form = forms.edit_form(
            win,
            team_queries.list_teams(session, workspace_id),
            starting.list_initiatives(session, workspace_id),
            queries.get_choices(session, workspace_id).values,
        )
    return Reply.update(form) if click.view_id else Reply.open(form)


def on_edit(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save what was changed, and correct it wherever it stands."""
    now, workspace_id = clock(), submission.workspace_id
    win_id, seen_at = forms.load_edit(submission.metadata)
    with transaction() as session:
        win = queries.get_win(session, workspace_id=workspace_id, win_id=win_id)
        teams = team_queries.list_teams(session, workspace_id)
        said = reading.read(session, submission, teams, kept=win.value)
        try:
            edited = editing.edit(
                session,
                workspace_id,
                win_id,
                said,
                seen_at=seen_at,
                by=submission.user_id,
                now=now,
            )
        except CannotUndo as error:
            raise InvalidInput("what", _why_not(error)) from error
        if edited is None:
            return Reply.replace(forms.confirmation(win, sentences.unchanged(win)))
        notices.tell_changed(session, edited, now=now)
        sentence = sentences.changed(edited.win, edited.named.left_out)
        return Reply.replace(forms.confirmation(edited.win, sentence))


def _why_not(error: CannotUndo) -> str:
    if isinstance(error, NotTheirsToChange):
        return sentences.not_yours_to_change(error.win)
    if isinstance(error, ChangedMeanwhile):
        return sentences.changed_meanwhile(error.win)
    return sentences.too_late(error.win)
