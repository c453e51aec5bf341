"""`/win`: from a few words, or a message, to a win that is told in the morning."""

import re
from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.people import queries as people
from bot.permissions import may
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.models import only_active_in
from bot.slack import block_kit, modals
from bot.slack.values import Click, Command, Gesture, Json, Reply, Shortcut, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team, roles_in
from bot.wins import notices, queries
from bot.wins.blocks import forms, sentences
from bot.wins.blocks.forms import Context, Filled
from bot.wins.listeners.clicks import id_of
from bot.wins.operations import giving, posting
from bot.wins.operations.giving import AlreadyGiven, CannotUndo, Gift, NotTheirs
from bot.wins.rules import PEOPLE_MAX, PERMISSIONS, SEND_AT_ONCE, Reach, State
from bot.wins.rules.words import source_of_message

_NAMED = re.compile(
    r"<(?:@(?P<person>[UW][A-Z0-9]{1,30})|!subteam\^(?P<group>S[A-Z0-9]{1,30}))[^<>]*>"
)
"""A person, or a user group, in a command's text (docs.slack.dev/interactivity/implementing-slash-
commands, `should_escape`)."""


def on_win(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, with the people and the words that were typed in it."""
    with transaction() as session:
        filled = _typed(session, command)
        form = _form(session, command, command.channel_id, filled, Context())
    return Reply.open(form) if form else Reply.text(sentences.set_up_first())


def _typed(session: Session, command: Command) -> Filled:
    """Return who is named, also by a group whose members we know, and the words beside them."""
    named: dict[str, None] = {}

    def take(found: re.Match[str]) -> str:
        people_of = [found["person"]]
        if found["group"]:
            people_of = [*people.list_members(session, command.workspace_id, found["group"])]
        named.update(dict.fromkeys(people_of))
        return " " if people_of else found[0]

    words = block_kit.typed(_NAMED.sub(take, command.text))
    return Filled([*named][:PEOPLE_MAX], " ".join(words.split())[: forms.WHAT_MAX])


def on_message(shortcut: Shortcut, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with a message in it, or say that it was celebrated before."""
    message, workspace_id = shortcut.message, shortcut.workspace_id
    source = source_of_message(shortcut.channel_id, message.ts)
    with transaction() as session:
        if not _is_public(session, workspace_id, shortcut.channel_id):
            return Reply(whisper=sentences.said_in_private())
        if (win := queries.find_by_source(session, workspace_id, source)) is not None:
            return Reply(whisper=sentences.already(win))
        author = message.user_id if message.user_id != shortcut.user_id else None
        filled = Filled([author] if author else [], message.text[: forms.WHAT_MAX])
        context = Context(source, message.permalink)
        form = _form(session, shortcut, shortcut.channel_id, filled, context)
    return Reply.open(form) if form else Reply(whisper=sentences.set_up_first())


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


def _form(
    session: Session, gesture: Gesture, channel_id: str, filled: Filled, context: Context
) -> Json | None:
    teams = team_queries.list_teams(session, gesture.workspace_id)
    if not teams:
        return None
    home = team_queries.find_home_team(
        session, teams, user_id=gesture.user_id, channel_id=channel_id
    )
    initiatives = roadmap_queries.list_open(
        session, workspace_id=gesture.workspace_id, limit=block_kit.OPTIONS_MAX
    )
    return forms.form(
        teams,
        initiatives,
        home=home,
        active=only_active_in(initiatives, channel_id),
        filled=filled,
        context=context,
        may_send_at_once=may(
            PERMISSIONS, SEND_AT_ONCE, State.GIVEN, roles_in(teams, gesture.user_id)
        ),
    )


def open_form(
    session: Session, gesture: Gesture, channel_id: str, filled: Filled, context: Context
) -> Reply:
    """Open the form with something in it, for somebody who pressed a button; or say why not."""
    form = _form(session, gesture, channel_id, filled, context)
    return Reply.open(form) if form else Reply(whisper=sentences.set_up_first())


def _gift(session: Session, submission: Submission, teams: Sequence[Team]) -> Gift:
    values, context = submission.values, forms.load(submission.metadata)
    chosen = modals.choice(values, "team", missing="Please choose your team.")
    team = next((each for each in teams if str(each.id) == chosen), None)
    if team is None:
        raise InvalidInput("team", "This team was closed meanwhile. Please choose another one.")
    initiative_id = modals.choice(values, "initiative")
    return Gift(
        what=modals.text(values, "what", missing="Please say what they did."),
        people=modals.people(values, "people", missing="Please name somebody."),
        team=team,
        reach=Reach(modals.choice(values, "reach", missing="Please choose.")),
        figure=modals.text(values, "figure") or None,
        initiative=roadmap_queries.get_initiative(
            session, workspace_id=submission.workspace_id, initiative_id=int(initiative_id)
        )
        if initiative_id
        else None,
        source=context.source,
        permalink=context.permalink,
        view_id=submission.view_id,
        is_sent_at_once=forms.AT_ONCE in modals.choices(values, forms.AT_ONCE),
    )


def _is_public(session: Session, workspace_id: int, channel_id: str) -> bool:
    channel = people.find_channels(session, workspace_id, [channel_id]).get(channel_id)
    return channel is not None and not channel.is_private
