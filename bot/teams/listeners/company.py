"""The company's part of `/align settings`: what holds for everybody who says nothing else."""

from datetime import datetime

from bot.clock import Clock
from bot.db import Transaction
from bot.hours import listeners as hours
from bot.hours import queries as hour_queries
from bot.hours.operations import ChangedMeanwhile
from bot.slack.values import Click, Reply, Submission
from bot.teams import queries
from bot.teams.blocks import company as blocks
from bot.teams.models import roles_in
from bot.teams.operations import setting_up
from bot.worktime.queries import list_countries


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, for those who lead or sponsor a team."""
    with transaction() as session:
        teams = queries.list_teams(session, click.workspace_id)
        company = hour_queries.find_company_hours(session, click.workspace_id)
    responsible = setting_up.responsible(teams)
    if click.user_id not in responsible:
        return Reply(whisper=blocks.only(responsible))
    return Reply.open(blocks.change_form(company, list_countries()))


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save what holds for everybody, unless somebody else did meanwhile: then say what."""
    seen_at = datetime.fromisoformat(submission.metadata) if submission.metadata else None
    with transaction() as session:
        teams = queries.list_teams(session, submission.workspace_id)
        try:
            hours.save_defaults(
                session,
                submission,
                seen_at=seen_at,
                roles=roles_in(teams, submission.user_id),
                now=clock(),
            )
        except ChangedMeanwhile as error:
            form = blocks.change_form(error.current, list_countries(), is_newer=True)
            return Reply.replace(form)
        company = hour_queries.find_company_hours(session, submission.workspace_id)
    return Reply.replace(blocks.saved(company))
