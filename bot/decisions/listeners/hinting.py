"""Hints: who asks something in a channel is told what was decided, if that is switched on there."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import rules
from bot.decisions.blocks import hints as blocks
from bot.decisions.listeners.moving import id_of
from bot.decisions.notices import hints as notices
from bot.decisions.operations import hinting
from bot.decisions.queries import hints as queries
from bot.decisions.rules import PERMISSIONS, hints
from bot.errors import Refused
from bot.people import queries as people
from bot.people.rules.profiles import is_by_outsider
from bot.permissions import ANY, may
from bot.slack.values import Click, Command, Event, Json, Reply
from bot.teams import queries as team_queries
from bot.teams.models import roles_in


def on_message(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Give who asks a hint; nothing of what is said is kept, or read where hints are off."""
    if not _is_typed(event):
        return
    said, now = event.body, clock()
    with transaction() as session:
        if not queries.gives_hints(session, event.workspace_id, said["channel"]):
            return
        question = hints.asked(said.get("text") or "")
        if question and _is_by_colleague(session, event):
            _answer(session, event, question, now)


def _is_typed(event: Event) -> bool:
    """Return whether somebody has just typed it, in the channel or in a thread there.

    An edit, somebody who joins, a bot's message, or ours: each has a subtype or a bot's id.
    """
    said = event.body
    is_new = said.get("subtype") in {None, "thread_broadcast"}
    by_person = said.get("user") not in {None, event.bot_user_id} and not said.get("bot_id")
    return is_new and by_person


def _is_by_colleague(session: Session, event: Event) -> bool:
    """Return whether who said it works here, as Slack has told us and as the message itself says.

    Guests and people of other companies are told nothing of what was decided, wherever they are;
    nor is anybody of whom we know nothing yet.
    """
    said, workspace_id = event.body, event.workspace_id
    if is_by_outsider(said, people.get_home(session, workspace_id)):
        return False
    return people.is_colleague(session, workspace_id, said["user"])


def _answer(session: Session, event: Event, question: Sequence[str], now: datetime) -> None:
    """Give a hint at the decision that answers a question, if one does and it is its turn."""
    said, workspace_id = event.body, event.workspace_id
    channel_id, thread_ts = said["channel"], _thread_of(said)
    messages = {said["ts"], thread_ts or said["ts"]}
    found = queries.find_answer(
        session, workspace_id, question, channel_id=channel_id, messages=messages
    )
    if found is None:
        return
    hint_id = hinting.take_turn(session, workspace_id, channel_id, found.id, now=now)
    if hint_id is not None:
        place = {"channel_id": channel_id, "user_id": said["user"], "thread_ts": thread_ts}
        notices.give(session, found, hint_id, **place, now=now)


def _thread_of(said: Json) -> str | None:
    """Return the thread that a message answers in; None for one that begins a thread, or none."""
    thread_ts: str | None = said.get("thread_ts")
    return thread_ts if thread_ts != said["ts"] else None


def on_hints(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say whether hints are on in this channel, with the button that changes it."""
    with transaction() as session:
        is_on = queries.gives_hints(session, command.workspace_id, command.channel_id)
    return Reply.text(*blocks.state(command.channel_id, is_on=is_on))


def on_switch_on(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Give hints in a channel from now on."""
    return _switch(click, True, transaction, clock)


def on_switch_off(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Give no hints there any more."""
    return _switch(click, False, transaction, clock)


def on_not_meant(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Note that the hint was none."""
    now = clock()
    with transaction() as session:
        hinting.refuse(session, click.workspace_id, id_of(click.value), by=click.user_id, now=now)
    return Reply(redraw=blocks.refused())


def _switch(click: Click, is_on: bool, transaction: Transaction, clock: Clock) -> Reply:
    # Where it was pressed: the channel may have another id now than when the button was drawn.
    now, workspace_id, channel_id = clock(), click.workspace_id, click.channel_id or click.value
    change = hinting.switch_on if is_on else hinting.switch_off
    with transaction() as session:
        roles = roles_in(team_queries.list_teams(session, workspace_id), click.user_id)
        if not may(PERMISSIONS, rules.SWITCH_HINTS, ANY, roles):
            raise Refused(blocks.not_yours())
        if change(session, workspace_id, channel_id, by=click.user_id, now=now):
            notices.announce(
                session, workspace_id, channel_id, by=click.user_id, is_on=is_on, now=now
            )
    return Reply(redraw=blocks.state(channel_id, is_on=is_on))


EVENTS = {"message.channels": on_message, "message.groups": on_message}
