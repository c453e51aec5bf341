"""Closing a team in `/align settings`, and opening it again."""

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Click, Reply, Submission
from bot.teams import notices
from bot.teams.blocks import closing as blocks
from bot.teams.blocks import setup
from bot.teams.operations import closing
from bot.teams.operations.setting_up import NotResponsible


def on_close(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Close it, and say so where it was asked."""
    now = clock()
    with transaction() as session:
        team = closing.close(
            session,
            workspace_id=submission.workspace_id,
            team_id=int(submission.metadata),
            by=submission.user_id,
            now=now,
        )
        notices.tell_closed(session, team, by=submission.user_id, now=now)
    return Reply.replace(blocks.closed(team))


def on_reopen(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open it again, and say so where it is asked."""
    now = clock()
    with transaction() as session:
        try:
            team = closing.reopen(
                session,
                workspace_id=click.workspace_id,
                team_id=int(click.value),
                by=click.user_id,
                now=now,
            )
        except NotResponsible as error:
            return Reply(whisper=setup.ask_one_of(error.responsible))
        notices.tell_closed(session, team, by=click.user_id, now=now)
    return Reply(whisper=blocks.line(team))
