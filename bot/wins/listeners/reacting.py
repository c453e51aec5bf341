"""Leads' reactions to messages, and what becomes of these messages: edited, or deleted."""

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import NotFound
from bot.people import queries as people
from bot.people.rules.profiles import instant
from bot.permissions import may
from bot.slack.ids import read_id
from bot.slack.values import Click, Event, Reply
from bot.teams import queries as team_queries
from bot.teams.models import roles_in
from bot.wins.blocks import reactions as blocks
from bot.wins.blocks.forms import Context, Filled
from bot.wins.listeners import starting
from bot.wins.notices import reactions as notices
from bot.wins.operations import reacting, reading
from bot.wins.operations.reacting import Heard
from bot.wins.queries import reactions as queries
from bot.wins.queries import settings as choices
from bot.wins.rules import PERMISSIONS, REACT, State
from bot.wins.rules.reactions import TOMBSTONE, is_celebrating
from bot.wins.rules.words import source_of_message


def on_reaction_added(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note that a lead celebrates a message, whose words are read afterwards."""
    _hear(event, True, transaction, clock)


def on_reaction_removed(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take back what a lead's reaction gave, if that was within a day."""
    _hear(event, False, transaction, clock)


def _hear(event: Event, is_put: bool, transaction: Transaction, clock: Clock) -> None:
    if event.body["item"].get("type") != "message":
        return
    now, workspace_id, heard = clock(), event.workspace_id, _heard(event, is_put)
    with transaction() as session:
        if not _counts(session, event, heard):
            return
        reaction = reacting.hear(session, workspace_id, heard)
        if reaction is None:
            return
        notices.forget(session, reaction, now=now)
        settled = reacting.settle(session, reaction, now=now)
        if settled is not None:
            notices.tell_settled(session, reaction, settled, now=now)


def _heard(event: Event, is_put: bool) -> Heard:
    said, item = event.body, event.body["item"]
    return Heard(
        channel_id=item["channel"],
        ts=item["ts"],
        user_id=said["user"],
        emoji=said["reaction"],
        author_id=said.get("item_user"),
        is_put=is_put,
        at=instant(said["event_ts"]),
    )


def _counts(session: Session, event: Event, heard: Heard) -> bool:
    """Return whether a reaction may give a win; one that may have may be removed all the same.

    The leads may have chosen another emoji since, or the lead may be none any more.
    """
    workspace_id, by = event.workspace_id, heard.user_id
    where = (workspace_id, heard.channel_id, heard.ts)
    if not heard.is_put and queries.knows_reaction(session, *where, user_id=by, emoji=heard.emoji):
        return True
    # Nobody celebrates what Lockstep says: what they celebrate there is a win already.
    if heard.author_id == event.bot_user_id:
        return False
    if not is_celebrating(heard.emoji, choices.get_choices(session, workspace_id).emoji):
        return False
    roles = roles_in(team_queries.list_teams(session, workspace_id), by)
    return (
        may(PERMISSIONS, REACT, State.GIVEN, roles)
        and not people.find_outsiders(session, workspace_id, [by])
        and reading.is_public(session, workspace_id, heard.channel_id)
    )


def on_message(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Let the win of a message follow it, where it is edited or deleted; all else is not read."""
    said, now, workspace_id = event.body, clock(), event.workspace_id
    message = said.get("message") or {}
    ts = said.get("deleted_ts") or message.get("ts")
    if ts is None:
        return
    is_gone = said.get("subtype") == "message_deleted" or message.get("subtype") == TOMBSTONE
    with transaction() as session:
        if is_gone:
            by = (said.get("previous_message") or {}).get("user")
            channel_id = said["channel"]
            wins = reacting.delete_message(session, workspace_id, channel_id, ts, by=by, now=now)
            notices.tell_deleted(session, wins, now=now)
        elif said.get("subtype") == "message_changed":
            reacting.wake(session, workspace_id, said["channel"], ts, now=now)


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take reactions along to the id that Slack has given their channel."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        reacting.move(session, event.workspace_id, *ids)


def on_finish(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form with what a message says that was no win by itself."""
    with transaction() as session:
        reaction_id = read_id(click.value, gone=blocks.GONE)
        reaction = queries.find_reaction(session, click.workspace_id, reaction_id)
        if reaction is None or reaction.user_id != click.user_id:
            raise NotFound(blocks.GONE)
        filled = Filled(reaction.named, reaction.words or "")
        context = Context(source_of_message(reaction.channel_id, reaction.ts))
        return starting.begin(session, click, filled, context, channel_id=reaction.channel_id)


EVENTS = {
    "reaction_added": on_reaction_added,
    "reaction_removed": on_reaction_removed,
    "message.channels": on_message,
    "channel_id_changed": on_moved,
}
"""What is said in a private channel stays there."""
