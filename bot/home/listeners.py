"""What people do in the Home tab itself, and where all that a team has is looked at: closing it."""

from bot.clock import Clock
from bot.db import Transaction
from bot.home import notices, operations
from bot.home.blocks import settings, view
from bot.home.queries import holdings
from bot.home.rules import Section
from bot.slack.values import Click, Event, Reply
from bot.teams import queries as team_queries
from bot.teams.blocks import closing
from bot.teams.blocks import setup as team_setup
from bot.teams.operations import changing, setting_up
from bot.teams.operations.setting_up import NotResponsible


def on_opened(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Show the person their Home as it is now; Slack tells of the Messages tab too."""
    if event.body["tab"] != "home":
        return
    now = clock()
    seen = (event.body.get("view") or {}).get("private_metadata")
    with transaction() as session:
        home = operations.open_(
            session, workspace_id=event.workspace_id, user_id=event.body["user"], now=now
        )
        notices.show(session, home, seen=seen, now=now)


def on_turn(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show another page of a section."""
    section, _, number = click.value.partition(":")
    now = clock()
    with transaction() as session:
        home = operations.turn(
            session,
            workspace_id=click.workspace_id,
            user_id=click.user_id,
            section=Section(section),
            number=int(number),
            now=now,
        )
        notices.show(session, home, seen=home.drawn, now=now)
    return Reply.none()


def on_add_team(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the set-up form for those who may fill it in; the button may be an old one."""
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
    try:
        setting_up.authorise(teams, by=click.user_id)
    except NotResponsible as error:
        return Reply(whisper=team_setup.ask_one_of(error.responsible))
    return Reply.open(team_setup.setup_modal(teams, user_id=click.user_id, channel_id=None))


def on_ask_to_close(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say what a team has to do with, and ask whether to close it, in place of its form."""
    with transaction() as session:
        try:
            team = changing.get_changeable(
                session,
                workspace_id=click.workspace_id,
                team_id=int(click.value),
                by=click.user_id,
            )
        except NotResponsible as error:
            return Reply(whisper=team_setup.ask_one_of(error.responsible))
        form = closing.close_form(team, holdings.count(session, team))
    return Reply.update(form) if click.metadata else Reply.open(form)


ACTIONS = {
    # Only from up here can be seen all that a team has to do with.
    closing.ASK: on_ask_to_close,
    settings.ADD_TEAM: on_add_team,
    view.NEXT: on_turn,
    view.PREVIOUS: on_turn,
}
EVENTS = {"app_home_opened": on_opened}
