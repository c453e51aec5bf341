"""Showing the newest wins to one person, and to leads whom nobody has thanked lately."""

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Command, Reply
from bot.teams import queries as team_queries
from bot.wins import queries
from bot.wins.blocks import sentences
from bot.wins.queries.coverage import get_coverage
from bot.wins.rules.times import COVERED_FOR

LISTED = 20
MINE = "mine"


def fits(text: str) -> bool:
    """Return whether what follows "list" is ours, and not the beginning of a win."""
    return text.strip().lower() in {"", MINE}


def on_coverage(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show leads and sponsors who of their teams was thanked lately, and who was not."""
    since = clock() - COVERED_FOR
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        theirs = [team for team in teams if command.user_id in {*team.leads, *team.sponsors}]
        return Reply.text(
            sentences.coverage([get_coverage(session, team, since=since) for team in theirs])
        )


def on_list(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the newest wins that somebody may see; "mine" are those that they gave or are in."""
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        # Their own, wherever they type: what is for another team alone they do not see there.
        home = team_queries.find_home_team(session, teams, user_id=command.user_id, channel_id="")
        found = queries.list_seen(
            session,
            command.workspace_id,
            [home.id] if home else [],
            user_id=command.user_id,
            only_mine=command.text.strip().lower() == MINE,
            limit=LISTED,
        )
        return Reply.text(sentences.listed(found))
