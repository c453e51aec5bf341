"""Blocked: what is in somebody's way becomes an escalation, or joins one."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices as escalation_notices
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations.raising import AlreadyRaised, Problem
from bot.escalations.queries.lists import list_of_teams
from bot.escalations.rules import Kind, Move, Urgency
from bot.slack import block_kit, modals
from bot.slack.values import Click, Reply, Submission
from bot.standups import notices
from bot.standups.blocks import blocking as forms
from bot.standups.listeners.clicks import id_of
from bot.standups.models import Turn
from bot.standups.operations import answering, blocking
from bot.standups.queries import turns as queries
from bot.standups.rules import BLOCK
from bot.standups.rules.questions import Flag
from bot.teams import queries as team_queries


def on_blocked(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form, with what they have said is in their way."""
    workspace_id, by = click.workspace_id, click.user_id
    with transaction() as session:
        turn = queries.get_turn(session, workspace_id=workspace_id, turn_id=id_of(click.value))
        answering.check(turn, BLOCK, by=by, now=clock())
        teams = team_queries.list_teams(session, workspace_id)
        stuck = "\n".join(
            str(turn.answers[each.key])
            for each in turn.round.questions
            if each.flag is Flag.BLOCKER and each.key in turn.answers
        )
        return Reply.open(forms.form(turn, teams, _joinable(session, turn), stuck=stuck))


def on_block(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask the other team, or join who has asked it; the receipt and the summary name it."""
    values, now = submission.values, clock()
    where = (submission.workspace_id, id_of(submission.metadata))
    stuck = modals.text(values, "stuck", missing="Please say what is in your way.")
    with transaction() as session:
        if chosen := modals.choice(values, "join"):
            turn, escalation = blocking.join(
                session, *where, id_of(chosen), words=stuck, by=submission.user_id, now=now
            )
            moved = Moved(escalation, Move.JOIN, now, by=submission.user_id, why=stuck)
            escalation_notices.tell(session, moved)
        else:
            try:
                turn, escalation = _raise(session, submission, stuck, clock)
            except AlreadyRaised:
                return Reply.none()
            escalation_notices.announce(session, escalation, now=now)
        notices.tell_blocked(session, turn, now=now)
    return Reply.none()


def _raise(
    session: Session, submission: Submission, stuck: str, clock: Clock
) -> tuple[Turn, Escalation]:
    values = submission.values
    problem = Problem(
        stuck=stuck,
        ask=modals.text(values, "ask", missing="Please say what you need."),
        urgency=Urgency.NORMAL,
        kind=Kind.PROCESS,
    )
    chosen = modals.choice(values, "team", missing="Please choose who must help.")
    teams = team_queries.list_teams(session, submission.workspace_id)
    team = next((each for each in teams if str(each.id) == chosen), None)
    if team is None:
        raise InvalidInput("team", "This team was closed meanwhile. Please choose another one.")
    return blocking.raise_(
        session,
        submission.workspace_id,
        id_of(submission.metadata),
        problem,
        answering_team=team,
        teams=teams,
        view_id=submission.view_id,
        by=submission.user_id,
        now=clock(),
    )


def _joinable(session: Session, turn: Turn) -> Sequence[Escalation]:
    if turn.team_id is None:
        return []
    found = list_of_teams(
        session, turn.workspace_id, turn.user_id, [turn.team_id], block_kit.OPTIONS_MAX
    )
    return [
        each
        for each in found.escalations
        if each.private_at is None and each.raising_team_id == turn.team_id
    ]
