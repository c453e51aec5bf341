"""`/standup report`: how stand-ups go, for those who lead their teams."""

from bot.clock import Clock
from bot.db import Transaction
from bot.permissions import ANY, may
from bot.slack.values import Click, Command, Reply
from bot.standups.blocks import card
from bot.standups.blocks import reports as blocks
from bot.standups.listeners.clicks import id_of
from bot.standups.operations import reports
from bot.standups.queries import reports as queries
from bot.standups.queries import standups
from bot.standups.rules import PERMISSIONS, REPORT
from bot.teams import queries as team_queries

SHOWN = 10
"""Stand-ups in one report: with their buttons they take 30 of Slack's 50 blocks."""


def on_report(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say how the stand-ups go that somebody answers for."""
    with transaction() as session:
        theirs = [
            each
            for each in standups.list_standups(session, command.workspace_id, limit=100)
            if may(PERMISSIONS, REPORT, ANY, each.roles_of(command.user_id))
        ]
        if not theirs:
            teams = team_queries.list_teams(session, command.workspace_id)
            return Reply.text(card.only_leads(teams))
        held = [(each, queries.list_held(session, each)) for each in theirs[:SHOWN]]
        return Reply.text(*blocks.reported(held))


def on_send(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Have a report sent to the lead, as a picture and as tables."""
    with transaction() as session:
        reports.ask(session, click.workspace_id, id_of(click.value), by=click.user_id, now=clock())
    return Reply(whisper=blocks.on_its_way())
