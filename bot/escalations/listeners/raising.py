"""`/escalate`: from a few words to a card in the other team's channel."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices
from bot.escalations.blocks import introduction
from bot.escalations.blocks.forms import raising as forms
from bot.escalations.operations import raising
from bot.escalations.operations.raising import AlreadyRaised, Problem
from bot.escalations.rules import Urgency
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.models import Initiative
from bot.slack import block_kit, modals
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.blocks import setup as team_setup
from bot.teams.listeners import setting_up as team_listeners
from bot.teams.models import Team
from bot.teams.operations.setting_up import AlreadySetUp, Nameless


def on_escalate(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form; what was typed is in it already."""
    stuck = block_kit.typed(command.text)
    if len(stuck) > block_kit.INPUT_MAX:
        return Reply.text(introduction.too_long(stuck, block_kit.INPUT_MAX))
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        if not teams:
            return Reply.text(*introduction.set_up_first(stuck, channel_id=command.channel_id))
        return Reply.open(_form(session, teams, command.user_id, command.channel_id, stuck))


def on_set_up_first(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the set-up form; what was typed waits behind it."""
    channel_id, _, stuck = click.value.partition(" ")
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
        if teams:
            # Somebody has set them up since the button was drawn.
            return Reply.open(_form(session, teams, click.user_id, channel_id, stuck))
    form = team_setup.setup_modal(
        teams,
        user_id=click.user_id,
        channel_id=channel_id,
        callback_id=forms.SET_UP,
        metadata=click.value,
    )
    return Reply.open(form)


def on_set_up(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the set-up, and go on with what the person wanted to escalate."""
    channel_id, _, stuck = submission.metadata.partition(" ")
    try:
        teams, _added = team_listeners.save(submission, transaction=transaction, clock=clock)
    except AlreadySetUp:
        # Somebody else has: all the better.
        with transaction() as session:
            teams = team_queries.list_teams(session, submission.workspace_id)
    except Nameless as error:
        return team_listeners.ask_for_names(submission, error, transaction=transaction)
    with transaction() as session:
        return Reply.replace(_form(session, teams, submission.user_id, channel_id, stuck))


def on_raise(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Raise the escalation; sending the same form twice raises one."""
    values = submission.values
    problem = Problem(
        stuck=modals.text(values, "stuck", missing="Please say what is stuck."),
        ask=modals.text(values, "ask", missing="Please say what you need."),
        urgency=Urgency(modals.choice(values, "urgency", missing="Please choose how urgent.")),
    )
    chosen = modals.choice(values, "team", missing="Please choose who must answer.")
    part_of = modals.choice(values, "initiative")
    try:
        with transaction() as session:
            teams = team_queries.list_teams(session, submission.workspace_id)
            answering = _chosen_team(teams, chosen)
            home = team_queries.find_home_team(
                session, teams, user_id=submission.user_id, channel_id=submission.metadata
            )
            escalation = raising.raise_(
                session,
                workspace_id=submission.workspace_id,
                problem=problem,
                raising_team=home or _other_team(teams, answering),
                answering_team=answering,
                initiative=_chosen_initiative(session, submission.workspace_id, part_of),
                view_id=submission.view_id,
                by=submission.user_id,
                now=clock(),
            )
            notices.announce(session, escalation, now=clock())
    except AlreadyRaised:
        return Reply.none()
    return Reply.none()


def _form(
    session: Session, teams: Sequence[Team], user_id: str, channel_id: str, stuck: str
) -> Json:
    home = team_queries.find_home_team(session, teams, user_id=user_id, channel_id=channel_id)
    initiatives = roadmap_queries.list_open(
        session, teams[0].workspace_id, block_kit.OPTIONS_MAX, channel_id=channel_id
    )
    return forms.raise_form(
        teams, home=home, channel_id=channel_id, initiatives=initiatives, stuck=stuck
    )


def _chosen_team(teams: Sequence[Team], chosen: str) -> Team:
    for team in teams:
        if str(team.id) == chosen:
            return team
    raise InvalidInput("team", "This team is gone. Please choose another.")


def _chosen_initiative(session: Session, workspace_id: int, chosen: str) -> Initiative | None:
    if not chosen:
        return None
    return roadmap_queries.get_initiative(
        session, workspace_id=workspace_id, initiative_id=int(chosen)
    )


def _other_team(teams: Sequence[Team], answering: Team) -> Team:
    return next((team for team in teams if team is not answering), answering)
