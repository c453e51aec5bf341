"""`/decision`: what one's team has decided."""

import re

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import blocks, queries
from bot.slack.values import Command, CommandRow, Need, Reply
from bot.teams import queries as team_queries

_NAME = re.compile(r"dec-(\d{1,9})", re.IGNORECASE)


def on_decision(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show one decision of the person's team, or the newest ones."""
    workspace_id = command.workspace_id
    with transaction() as session:
        teams = team_queries.list_teams(session, workspace_id)
        home = team_queries.find_home_team(
            session, teams, user_id=command.user_id, channel_id=command.channel_id
        )
        if home is None:
            return Reply.text(blocks.no_team())
        named = _NAME.fullmatch(command.text)
        if named is None:
            found = queries.list_newest(session, workspace_id, [home.id], blocks.ROWS)
            return Reply.text(*blocks.newest(found))
        decision = queries.find_by_number(session, workspace_id, int(named[1]))
        if decision is None or decision.team_id != home.id:
            return Reply.text(blocks.no_such(f"DEC-{named[1]}"))
        return Reply.text(*blocks.card(decision))


COMMANDS = {
    "/decision": CommandRow(
        on_decision,
        hint="[DEC-7]",
        summary="See what your team has decided",
        need=Need.PLAN,
    ),
}
