"""`/escalate`: from a few words, or a message, to a card in the other team's channel."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.escalations.blocks import introduction
from bot.escalations.blocks.forms import context as contexts
from bot.escalations.blocks.forms import joining as joining_forms
from bot.escalations.blocks.forms import raising as forms
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.listeners import answers, listing, reading
from bot.escalations.queries.escalations import find_same
from bot.roadmap import queries as roadmap_queries
from bot.slack import block_kit
from bot.slack.values import Click, Command, Json, Reply, Shortcut, Submission
from bot.teams import queries as team_queries
from bot.teams.blocks import setup as team_setup
from bot.teams.listeners import setting_up as team_listeners
from bot.teams.models import Team
from bot.teams.operations.setting_up import AlreadySetUp, Nameless


def on_escalate(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form; what was typed is in it already, unless it names an escalation."""
    if named := listing.ESCALATION.fullmatch(command.text):
        return listing.on_one(command, int(named[1]), transaction=transaction)
    stuck = block_kit.typed(command.text)
    if len(stuck) > block_kit.INPUT_MAX:
        return Reply.text(introduction.too_long(stuck, block_kit.INPUT_MAX))
    context = Context(command.channel_id)
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        if not teams:
            return Reply.text(*introduction.set_up_first(stuck, channel_id=command.channel_id))
        return Reply.open(_form(session, teams, command.user_id, context, Typed(stuck)))


def on_message(shortcut: Shortcut, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with a message in it, or offer to join what was raised about that message."""
    message = shortcut.message
    typed = Typed(message.text[: block_kit.INPUT_MAX])
    context = Context(
        shortcut.channel_id,
        origin=f"message:{shortcut.channel_id}:{message.ts}",
        permalink=message.permalink,
        quoted=message.text[: contexts.QUOTED_MAX] or None,
    )
    with transaction() as session:
        teams = team_queries.list_teams(session, shortcut.workspace_id)
        if not teams:
            said, blocks = introduction.set_up_first("", channel_id=shortcut.channel_id)
            return Reply(whisper=said, blocks=blocks)
        same = find_same(session, shortcut.workspace_id, origin=context.origin, initiative_id=None)
        if same and same.roles_of(shortcut.user_id):
            asked = forms.sure_to_be_asked(teams, _home(session, teams, shortcut.user_id, context))
            known = context.but(team_id=asked.id if asked else None)
            return Reply.open(joining_forms.join_form(same, known, typed))
        return Reply.open(_form(session, teams, shortcut.user_id, context, typed))


def on_initiative(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form for an initiative that its owners see differently."""
    with transaction() as session:
        initiative = roadmap_queries.get_initiative(
            session, workspace_id=click.workspace_id, initiative_id=int(click.value)
        )
        teams = team_queries.list_teams(session, click.workspace_id)
        sides = roadmap_queries.list_sides(session, initiative)
        context = Context(initiative_id=initiative.id)
        typed = Typed(introduction.two_views(initiative, sides))
        return Reply.open(_form(session, teams, click.user_id, context, typed))


def on_begin(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form from a Home, or the set-up form; what was typed waits behind it."""
    channel_id, _, stuck = click.value.partition(" ")
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
        if teams:
            # Somebody has set them up since the button was drawn.
            context = Context(channel_id)
            return Reply.open(_form(session, teams, click.user_id, context, Typed(stuck)))
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
    context = Context(channel_id)
    with transaction() as session:
        return Reply.replace(_form(session, teams, submission.user_id, context, Typed(stuck)))


def on_more(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Draw the form with all its fields; what was typed stays."""
    context, typed = contexts.load(click.metadata), reading.typed(click.values)
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
        return Reply.update(_form(session, teams, click.user_id, context, typed, more=True))


def on_raise(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Raise the escalation, or ask three questions first; sending a form twice raises one."""
    said = reading.read(submission)
    if said.context.urgency == forms.UNSURE:
        return Reply.replace(joining_forms.unsure_form(said.context.but(urgency=None), said.typed))
    return answers.raise_(said, transaction=transaction, clock=clock)


def on_join(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Join the escalation that is open, or raise another one all the same."""
    said = reading.read(submission)
    if said.apart and said.context.team_id is None:
        # They were offered to join before anybody asked them whom they want to ask.
        with transaction() as session:
            teams = team_queries.list_teams(session, said.workspace_id)
            return Reply.replace(_form(session, teams, said.by, said.context, said.typed))
    if said.apart:
        return answers.raise_(said, transaction=transaction, clock=clock)
    return answers.join(said, transaction=transaction, clock=clock)


def _form(
    session: Session,
    teams: Sequence[Team],
    user_id: str,
    context: Context,
    typed: Typed,
    *,
    more: bool = False,
) -> Json:
    home = _home(session, teams, user_id, context)
    initiatives = roadmap_queries.list_open(
        session, teams[0].workspace_id, block_kit.OPTIONS_MAX, channel_id=context.channel_id
    )
    return forms.raise_form(
        teams, home=home, context=context, initiatives=initiatives, typed=typed, more=more
    )


def _home(session: Session, teams: Sequence[Team], user_id: str, context: Context) -> Team | None:
    return team_queries.find_home_team(
        session, teams, user_id=user_id, channel_id=context.channel_id
    )
