"""`/escalate ladder`: who is asked when two teams ask each other, and for how long."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput, NotFound
from bot.escalations.blocks import introduction
from bot.escalations.blocks import ladders as blocks
from bot.escalations.operations import ladders
from bot.escalations.operations.ladders import ChangedMeanwhile, Pair
from bot.escalations.queries.ladders import count_open
from bot.escalations.rules import (
    CHANGE_LADDER,
    PERMISSIONS,
    Level,
    Urgency,
    Who,
    spans,
)
from bot.escalations.rules import ladders as rules
from bot.permissions import ANY, may
from bot.slack import modals
from bot.slack.values import Command, Json, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team, roles_in

TWO = 2


def on_ladder(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the ladder of two teams, or ask which two."""
    with transaction() as session:
        teams = team_queries.list_teams(session, command.workspace_id)
        if len(teams) < TWO:
            return Reply.text(*introduction.set_up_first("", channel_id=command.channel_id))
        if len(teams) > TWO:
            return Reply.open(blocks.choose_form(teams))
        one, other = teams
        return Reply.open(_view(session, (one, other), command.user_id, clock))


def on_choose(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show the ladder of the two that were chosen."""
    chosen = modals.choice(submission.values, "pair", missing="Please choose two teams.")
    with transaction() as session:
        teams = team_queries.list_teams(session, submission.workspace_id)
        pair = _pair(teams, chosen)
        return Reply.replace(_view(session, pair, submission.user_id, clock))


def on_change(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the ladder; who comes second is shown what the first changed."""
    now, values = clock(), submission.values
    levels = [_level(submission, number) for number in range(rules.LEVELS_MAX)]
    ladder = rules.Ladder(tuple(level for level in levels if level))
    if not ladder.levels:
        raise InvalidInput("who_0", "Please choose who is asked first.")
    ids, _, seen = submission.metadata.rpartition(":")
    with transaction() as session:
        teams = team_queries.list_teams(session, submission.workspace_id)
        pair = _pair(teams, ids)
        try:
            ladders.change(
                session,
                submission.workspace_id,
                pair,
                ladder,
                seen=int(seen),
                apply=blocks.APPLY in modals.choices(values, "apply"),
                by=submission.user_id,
                now=now,
            )
        except ChangedMeanwhile as error:
            told = blocks.meanwhile(error.newest)
            open_ones = count_open(session, submission.workspace_id, ladders.ids(pair))
            form = blocks.change_form(error.newest, pair, open_ones=open_ones, told=told)
            return Reply.replace(form)
    return Reply.none()


def _view(session: Session, pair: Pair, user_id: str, clock: Clock) -> Json:
    workspace_id = pair[0].workspace_id
    ladder = ladders.get_ladder(session, workspace_id, pair, now=clock())
    if not may(PERMISSIONS, CHANGE_LADDER, ANY, roles_in(pair, user_id)):
        return blocks.look(ladder, pair)
    open_ones = count_open(session, workspace_id, ladders.ids(pair))
    return blocks.change_form(ladder, pair, open_ones=open_ones)


def _level(submission: Submission, number: int) -> Level | None:
    """Return a level of the form; None if nobody is asked there."""
    values = submission.values
    who = tuple(Who(each) for each in modals.choices(values, f"who_{number}"))
    people = modals.people(values, f"people_{number}")
    if not who and not people:
        return None
    return Level(who, people, _within(submission, f"within_{number}"))


def _within(submission: Submission, field: str) -> dict[Urgency, timedelta]:
    try:
        return dict(spans.read(modals.text(submission.values, field)))
    except ValueError as error:
        raise InvalidInput(
            field, "Please write three times, such as: 30 min, 4 h, 1 day. At most 10 days each."
        ) from error


def _pair(teams: Sequence[Team], ids: str) -> Pair:
    one, _, other = ids.partition(":")
    found = {str(team.id): team for team in teams}
    if one not in found or other not in found:
        raise NotFound("One of these teams is gone. Please type `/escalate ladder` again.")
    return found[one], found[other]
