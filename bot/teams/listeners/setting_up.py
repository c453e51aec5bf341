"""`/align setup`: two teams at first, then one more at a time."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.db import Transaction
from bot.slack import modals
from bot.slack.values import Click, Command, Event, Reply, Submission
from bot.teams import notices, queries
from bot.teams.blocks import setup as blocks
from bot.teams.models import Team
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import AlreadySetUp, Nameless, NotResponsible, TeamSetup


def on_setup_command(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the set-up form for those who may fill it in."""
    with transaction() as session:
        teams = queries.list_teams(session, command.workspace_id)
    try:
        setting_up.authorise(teams, by=command.user_id)
    except NotResponsible as error:
        return Reply.text(blocks.ask_one_of(error.responsible))
    form = blocks.setup_modal(teams, user_id=command.user_id, channel_id=command.channel_id)
    return Reply.open(form)


def on_start(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the set-up form from a button that may be older than the teams."""
    with transaction() as session:
        teams = queries.list_teams(session, click.workspace_id)
    if teams:
        return Reply.open(blocks.meanwhile(teams))
    return Reply.open(blocks.setup_modal(teams, user_id=click.user_id, channel_id=None))


def on_home_opened(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Welcome the first person who looks: without teams that is who installed the app."""
    with transaction() as session:
        if not queries.list_teams(session, event.workspace_id):
            notices.welcome(session, event.workspace_id, event.body["user"], now=clock())


def on_set_up(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the set-up, and say what works now."""
    workspace_id = submission.workspace_id
    try:
        teams, added = save(submission, transaction=transaction, clock=clock)
    except AlreadySetUp:
        with transaction() as session:
            teams = queries.list_teams(session, workspace_id)
        if teams[0].created_by == submission.user_id:
            return Reply.replace(blocks.done(teams, teams))  # the same form, sent twice
        return Reply.replace(blocks.meanwhile(teams))
    except Nameless as error:
        return ask_for_names(submission, error, transaction=transaction)
    return Reply.replace(blocks.done(teams, added))


def ask_for_names(submission: Submission, nameless: Nameless, *, transaction: Transaction) -> Reply:
    """Show the form again, with a field for each name that cannot be proposed.

    What was filled in stays: Slack keeps the state of fields that are still there.
    """
    with transaction() as session:
        teams = queries.list_teams(session, submission.workspace_id)
    form = blocks.setup_modal(
        teams,
        user_id=submission.user_id,
        channel_id=None,
        nameless=nameless.places,
        callback_id=submission.callback_id,
        metadata=submission.metadata,
    )
    return Reply.replace(form)


def save(
    submission: Submission, *, transaction: Transaction, clock: Clock
) -> tuple[Sequence[Team], Sequence[Team]]:
    """Save a filled set-up form, tell the channels; return all teams, and those that it added.

    Raises InvalidInput for a field that cannot be used, NotResponsible for the wrong person,
    AlreadySetUp, Nameless.
    """
    places = [place for place in (1, 2) if f"channel_{place}" in submission.values]
    setups = [_read_team(submission, place) for place in places]
    sponsor_id = modals.person(submission.values, "sponsor", missing="Please choose a sponsor.")
    with transaction() as session:
        added = setting_up.set_up(
            session,
            workspace_id=submission.workspace_id,
            setups=setups,
            sponsor_id=sponsor_id,
            by=submission.user_id,
            now=clock(),
        )
        teams = queries.list_teams(session, submission.workspace_id)
        notices.greet(session, added, teams=teams, by=submission.user_id, now=clock())
    return teams, added


def _read_team(submission: Submission, place: int) -> TeamSetup:
    values, name = submission.values, f"name_{place}"
    return TeamSetup(
        name=modals.text(values, name, missing="What is this team called?")
        if name in values
        else "",
        channel_id=modals.channel(
            values, f"channel_{place}", missing="Please choose the team's channel."
        ),
        leads=modals.people(values, f"leads_{place}", missing="Please choose at least one lead."),
    )
