"""Where giving a win begins: a command, a message, or an initiative that is done."""

import re

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.people import queries as people
from bot.permissions import may
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.models import Initiative, only_active_in
from bot.slack import block_kit
from bot.slack.values import Click, Command, Gesture, Json, Reply, Shortcut
from bot.teams import queries as team_queries
from bot.teams.models import roles_in
from bot.wins import queries
from bot.wins.blocks import fields, forms, sentences
from bot.wins.blocks.forms import Context, Filled
from bot.wins.listeners import showing
from bot.wins.rules import PEOPLE_MAX, PERMISSIONS, SEND_AT_ONCE, State
from bot.wins.rules.words import source_of_message

_NAMED = re.compile(
    r"<(?:@(?P<person>[UW][A-Z0-9]{1,30})|!subteam\^(?P<group>S[A-Z0-9]{1,30}))[^<>]*>"
)
"""A person, or a user group, in a command's text (docs.slack.dev/interactivity/implementing-slash-
commands, `should_escape`)."""
_ONE = re.compile(r"win-(\d{1,9})", re.IGNORECASE)


def on_win(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, with what was typed in it; or show a win, if that is the name of one."""
    if named := _ONE.fullmatch(command.text.strip()):
        return showing.on_one(command, int(named[1]), transaction=transaction, clock=clock)
    with transaction() as session:
        filled = _typed(session, command)
        form = _form(session, command, filled, Context(), channel_id=command.channel_id)
        return Reply.open(form) if form else Reply.text(sentences.set_up_first())


def on_begin(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with nothing in it."""
    with transaction() as session:
        return begin(session, click, Filled(), Context(), channel_id=click.channel_id or "")


def on_message(shortcut: Shortcut, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with a message in it, or say that it was celebrated before."""
    message = shortcut.message
    with transaction() as session:
        if not _is_public(session, shortcut.workspace_id, shortcut.channel_id):
            return Reply(whisper=sentences.said_in_private())
        filled = Filled([message.user_id] if message.user_id else [], message.text)
        source = source_of_message(shortcut.channel_id, message.ts)
        context = Context(source, message.permalink)
        return begin(session, shortcut, filled, context, channel_id=shortcut.channel_id)


def on_initiative(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with what an initiative was for, and its owners of every team."""
    with transaction() as session:
        initiative = roadmap_queries.get_initiative(
            session, workspace_id=click.workspace_id, initiative_id=int(click.value)
        )
        filled = Filled(initiative.owner_ids, initiative.outcome, initiative)
        return begin(session, click, filled, Context(f"initiative:{initiative.id}"))


def begin(
    session: Session, gesture: Gesture, filled: Filled, context: Context, *, channel_id: str = ""
) -> Reply:
    """Open the form with what there is to celebrate, or say that it was before.

    Whoever begins it is not one of those whom it names.
    """
    source = context.source
    if source and (win := queries.find_by_source(session, gesture.workspace_id, source)):
        return Reply(whisper=sentences.already(win))
    others = [each for each in filled.people if each != gesture.user_id][:PEOPLE_MAX]
    offered = Filled(others, filled.what[: fields.WHAT_MAX], filled.initiative)
    form = _form(session, gesture, offered, context, channel_id=channel_id)
    return Reply.open(form) if form else Reply(whisper=sentences.set_up_first())


def list_initiatives(session: Session, workspace_id: int) -> list[Initiative]:
    """Return the initiatives that a win may be part of, besides the one that it is part of."""
    limit = block_kit.OPTIONS_MAX
    return list(roadmap_queries.list_open(session, workspace_id=workspace_id, limit=limit))


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
    return Filled([*named][:PEOPLE_MAX], " ".join(words.split())[: fields.WHAT_MAX])


def _form(
    session: Session, gesture: Gesture, filled: Filled, context: Context, *, channel_id: str
) -> Json | None:
    """Return the form; None as long as there are no teams."""
    workspace_id, by = gesture.workspace_id, gesture.user_id
    teams = team_queries.list_teams(session, workspace_id)
    if not teams:
        return None
    home = team_queries.find_home_team(session, teams, user_id=by, channel_id=channel_id)
    initiatives = list_initiatives(session, workspace_id)
    active = filled.initiative or only_active_in(initiatives, channel_id)
    return forms.form(
        teams,
        initiatives,
        home=home,
        filled=Filled(filled.people, filled.what, active),
        context=context,
        values=queries.get_choices(session, workspace_id).values,
        may_send_at_once=may(PERMISSIONS, SEND_AT_ONCE, State.GIVEN, roles_in(teams, by)),
    )


def _is_public(session: Session, workspace_id: int, channel_id: str) -> bool:
    channel = people.find_channels(session, workspace_id, [channel_id]).get(channel_id)
    return channel is not None and not channel.is_private
