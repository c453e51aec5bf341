"""`/align setup`: two teams, their channels and leads, and a sponsor."""

from collections.abc import Sequence

from bot.clock import Clock
from bot.db import Transaction
from bot.slack import modals
from bot.slack.values import Command, CommandRow, Event, Need, Reply, Submission
from bot.teams import blocks, notices, operations, queries
from bot.teams.models import Team
from bot.teams.operations import NotResponsible, TeamSetup


def on_setup_command(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the set-up form for those who may fill it in."""
    with transaction() as session:
        teams = queries.list_teams(session, command.workspace_id)
    try:
        operations.authorise(teams, by=command.user_id)
    except NotResponsible as error:
        return Reply.text(blocks.ask_one_of(error.responsible))
    return Reply.open(blocks.setup_modal(teams, channel_id=command.channel_id))


def on_setup(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the set-up, and say what works now."""
    return Reply.replace(blocks.done(save(submission, transaction=transaction, clock=clock)))


def save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Sequence[Team]:
    """Save a filled set-up form, tell the channels, and return the teams.

    Raises InvalidInput for a field that cannot be used, NotResponsible for the wrong person.
    """
    setups = (_read_team(submission, 1), _read_team(submission, 2))
    sponsor_id = modals.person(submission.values, "sponsor", missing="Please choose a sponsor.")
    with transaction() as session:
        teams = operations.set_up(
            session,
            workspace_id=submission.workspace_id,
            setups=setups,
            sponsor_id=sponsor_id,
            by=submission.user_id,
            now=clock(),
        )
        notices.greet(session, teams, by=submission.user_id, now=clock())
    return teams


def on_channel_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Ask a team under the id that Slack has given its channel."""
    with transaction() as session:
        operations.move_channel(
            session,
            event.workspace_id,
            event.body["old_channel_id"],
            event.body["new_channel_id"],
        )


def _read_team(submission: Submission, place: int) -> TeamSetup:
    values = submission.values
    return TeamSetup(
        name=modals.text(values, f"name_{place}", missing="Please give the team a name."),
        channel_id=modals.channel(
            values, f"channel_{place}", missing="Please choose the team's channel."
        ),
        leads=modals.people(values, f"leads_{place}", missing="Please choose at least one lead."),
    )


COMMANDS = {
    "/align setup": CommandRow(
        on_setup_command,
        hint="",
        summary="Set up two teams, their leads and a sponsor",
        need=Need.SET_UP,
    ),
}
VIEWS = {blocks.SET_UP: on_setup}
EVENTS = {"channel_id_changed": on_channel_moved}
