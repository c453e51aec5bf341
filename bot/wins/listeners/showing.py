"""Showing the newest wins to one person, and to leads whom nobody has thanked lately."""

import re
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import NotFound
from bot.hours import queries as hours
from bot.permissions import Role, may
from bot.roadmap import queries as roadmap_queries
from bot.slack.values import Command, Reply
from bot.teams import queries as team_queries
from bot.teams.models import Team
from bot.wins import queries
from bot.wins.blocks import lists as blocks
from bot.wins.models import Win
from bot.wins.queries import Which
from bot.wins.queries.coverage import get_coverage
from bot.wins.rules import EDIT, PERMISSIONS, UNDO
from bot.wins.rules.times import COVERED_FOR, may_be_undone, quarter_began

LISTED = 20
MINE = "mine"
TEAM = "team"
QUARTER = "quarter"
_INITIATIVE = re.compile(r"ini-(\d{1,9})", re.IGNORECASE)


def fits(text: str) -> bool:
    """Return whether what follows "list" is ours, and not the beginning of a win."""
    return all(
        word.lower() in {MINE, TEAM, QUARTER} or _INITIATIVE.fullmatch(word)
        for word in text.split()
    )


def on_coverage(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show leads and sponsors who of their teams was thanked lately, and who was not."""
    since = clock() - COVERED_FOR
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        theirs = [team for team in teams if command.user_id in {*team.leads, *team.sponsors}]
        return Reply.text(
            blocks.coverage([get_coverage(session, team, since=since) for team in theirs])
        )


def on_list(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the newest wins that somebody may see, of those that they ask for."""
    words = command.text.lower().split()
    with transaction() as session:
        home = _home(session, command)
        if TEAM in words and home is None:
            return Reply.text(blocks.no_team())
        which = _which(session, command, words, home, now=clock())
        return Reply.text(blocks.listed(_list(session, command, home, which), is_all=not words))


def on_one(command: Command, number: int, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show one by its number to somebody who may see it, with what they can do to it."""
    with transaction() as session:
        found = _list(session, command, _home(session, command), Which(number=number))
        if not found:
            return Reply.text(blocks.no_such(number))
        return Reply.text(*blocks.one(found[0], _actions(found[0], command.user_id, clock())))


def _home(session: Session, command: Command) -> Team | None:
    """Return somebody's team, wherever they type: what is for another alone they do not see."""
    teams = team_queries.list_teams(session, command.workspace_id)
    return team_queries.find_home_team(session, teams, user_id=command.user_id, channel_id="")


def _list(session: Session, command: Command, home: Team | None, which: Which) -> Sequence[Win]:
    return queries.list_seen(
        session,
        command.workspace_id,
        [home.id] if home else [],
        user_id=command.user_id,
        which=which,
        limit=LISTED,
    )


def _actions(win: Win, user_id: str, now: datetime) -> list[str]:
    """Return what somebody may do to a win now."""
    roles = win.roles_of(user_id) if may_be_undone(win.given_at, now) else set[Role]()
    return [each for each in (EDIT, UNDO) if may(PERMISSIONS, each, win.state, roles)]


def _which(
    session: Session, command: Command, words: list[str], home: Team | None, *, now: datetime
) -> Which:
    """Return what somebody asks for; raise NotFound for an initiative that there is not."""
    schedule = hours.get_schedule(session, command.workspace_id, command.user_id, now=now)
    numbers = [int(found[1]) for word in words if (found := _INITIATIVE.fullmatch(word))]
    return Which(
        is_mine=MINE in words,
        team=home if TEAM in words else None,
        initiative_id=_initiative(session, command.workspace_id, numbers[-1]) if numbers else None,
        since=quarter_began(schedule.local(now)) if QUARTER in words else None,
    )


def _initiative(session: Session, workspace_id: int, number: int) -> int:
    found = roadmap_queries.find_by_number(session, workspace_id=workspace_id, number=number)
    if found is None:
        raise NotFound(f"I can't find INI-{number}. Type `/roadmap` to see what there is.")
    return found.id
