"""`/escalate list`, `/escalate ESC-12`, `/escalate stats`: looking things up."""

import re

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.escalations.blocks import lists, refusals
from bot.escalations.blocks import statistics as statistic_blocks
from bot.escalations.listeners.looking import may_see
from bot.escalations.listeners.moving import look
from bot.escalations.operations import reports
from bot.escalations.queries import lists as queries
from bot.escalations.queries.lists import Listed
from bot.escalations.queries.statistics import list_records
from bot.escalations.rules import statistics as rules
from bot.roadmap import queries as roadmap_queries
from bot.slack.values import Click, Command, Reply
from bot.teams import queries as team_queries

ESCALATION = re.compile(r"esc-(\d{1,9})", re.IGNORECASE)
_INITIATIVE = re.compile(r"ini-(\d{1,9})", re.IGNORECASE)


def is_list(text: str) -> bool:
    """Return whether what follows `list` names a list: everything else is a problem."""
    return text.lower() in {"", "mine", "team", "overdue"} or bool(_INITIATIVE.fullmatch(text))


def on_list(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """List what is not finished, most urgent first."""
    with transaction() as session:
        heading, found = _find(session, command)
        if found is None:
            return Reply.text(heading)
        return Reply.text(*lists.listed(heading, found.escalations, found.total))


def on_one(command: Command, number: int, *, transaction: Transaction) -> Reply:
    """Show one, by its number, to somebody who may see it."""
    with transaction() as session:
        escalation = queries.find_by_number(session, command.workspace_id, number)
    if escalation is None:
        return Reply.text(lists.no_such(f"ESC-{number}"))
    if not may_see(escalation, command.user_id, channel_id=command.channel_id):
        return Reply.text(refusals.not_for_you(escalation))
    return Reply.open(look(escalation, command.user_id))


def on_stats(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show how long answers take."""
    today = clock().date()
    with transaction() as session:
        teams = team_queries.list_all_teams(session, command.workspace_id)
        records = list_records(session, command.workspace_id, since=rules.began(today))
    names = {team.id: team.name for team in teams}
    view = statistic_blocks.statistics(
        rules.summarise(records),
        rules.by(records, lambda each: each.kind),
        rules.by(records, lambda each: (names[each.pair[0]], names[each.pair[1]])),
        rules.by_week(records, today),
    )
    return Reply.open(view)


def on_send(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Have the statistics sent to the person, as a picture and as a table."""
    with transaction() as session:
        reports.ask(session, click.workspace_id, by=click.user_id, now=clock())
    return Reply.update(statistic_blocks.on_its_way())


def _find(session: Session, command: Command) -> tuple[str, Listed | None]:
    """Return the heading and the list; without a list, a sentence that says why."""
    workspace_id, user_id = command.workspace_id, command.user_id
    which = command.text.lower()
    if named := _INITIATIVE.fullmatch(command.text):
        found = roadmap_queries.find_by_number(
            session, workspace_id=workspace_id, number=int(named[1])
        )
        if found is None:
            return lists.no_such(f"INI-{named[1]}"), None
        listed = queries.list_of_initiative(session, workspace_id, user_id, found.id, lists.ROWS)
        return f"Escalations of {found.name}", listed
    if which == "team":
        return _of_team(session, command)
    if which == "overdue":
        return "Overdue", queries.list_overdue(session, workspace_id, user_id, lists.ROWS)
    return "Yours", queries.list_mine(session, workspace_id, user_id, lists.ROWS)


def _of_team(session: Session, command: Command) -> tuple[str, Listed | None]:
    workspace_id, user_id = command.workspace_id, command.user_id
    # What a closed team was asked, and asks, is still found; one in its place comes first.
    known = team_queries.list_all_teams(session, workspace_id)
    teams = sorted(known, key=lambda team: team.closed_at is not None)
    home = team_queries.find_home_team(
        session, teams, user_id=user_id, channel_id=command.channel_id
    )
    if home is None:
        return lists.no_team(), None
    listed = queries.list_of_teams(session, workspace_id, user_id, [home.id], lists.ROWS)
    return "Your team's", listed
