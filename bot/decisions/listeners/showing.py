"""Showing decisions: one, or the newest of a team."""

import re

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import queries
from bot.decisions.blocks import card, lists
from bot.decisions.listeners import starting
from bot.decisions.listeners.moving import id_of
from bot.people import queries as people
from bot.slack import block_kit
from bot.slack.values import Click, Command, Reply
from bot.teams import queries as team_queries

_NAME = re.compile(r"dec-(\d{1,9})", re.IGNORECASE)


def on_decision(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the decision that is named; without a name, write one down."""
    named = _NAME.fullmatch(command.text)
    if named is None:
        return starting.on_decision(command, transaction=transaction, clock=clock)
    with transaction() as session:
        decision = queries.find_by_number(session, command.workspace_id, int(named[1]))
        if decision is None:
            return Reply.text(lists.no_such(f"DEC-{named[1]}"))
        if not queries.may_read(session, decision, command.user_id, channel_id=command.channel_id):
            return Reply.text(*card.restricted(decision))
        return Reply.text(*card.card(decision))


def on_list(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the newest decisions of the person's team."""
    workspace_id, user_id = command.workspace_id, command.user_id
    with transaction() as session:
        teams = team_queries.list_teams(session, workspace_id)
        home = team_queries.find_home_team(
            session, teams, user_id=user_id, channel_id=command.channel_id
        )
        if home is None:
            return Reply.text(lists.no_team())
        found = queries.list_newest(session, workspace_id, [home.id], lists.ROWS)
        mine = {
            None,
            command.channel_id,
            *people.list_channels_of(session, workspace_id, user_id),
        }
        readable = [each for each in found if each.restricted_to in mine]
        return Reply.text(*lists.newest(readable, len(found) - len(readable)))


def on_show(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open one of a list, or of a Home, with what can be done to it."""
    with transaction() as session:
        decision = queries.get_decision(
            session, workspace_id=click.workspace_id, decision_id=id_of(click.value)
        )
        if not queries.may_read(session, decision, click.user_id, channel_id=click.channel_id):
            return Reply.over(block_kit.notice(decision.name, card.restricted(decision)[0]))
        return Reply.over(card.modal(decision))
