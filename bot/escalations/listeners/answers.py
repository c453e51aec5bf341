"""What follows from a raise form: an escalation is raised, or joined."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices, queries
from bot.escalations.blocks import status
from bot.escalations.blocks.forms import joining as forms
from bot.escalations.listeners import reading
from bot.escalations.listeners.reading import Said
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import joining, raising
from bot.escalations.operations.raising import AlreadyOpen, AlreadyRaised, Problem
from bot.escalations.queries.escalations import find_same
from bot.escalations.rules import Kind, Move, Urgency
from bot.hours import queries as hours
from bot.roadmap import queries as roadmap_queries
from bot.roadmap.models import Initiative
from bot.slack.values import Reply
from bot.teams import queries as team_queries
from bot.teams.models import Team


def raise_(said: Said, *, transaction: Transaction, clock: Clock) -> Reply:
    """Raise it, and say what three answers came to; or offer to join what is open already."""
    now = clock()
    if said.context.private:
        # It tells nobody by its place that it is there.
        said = said.as_another()
    try:
        with transaction() as session:
            initiative = _initiative(session, said)
            if same := _find_same(session, said, initiative):
                return Reply.replace(forms.join_form(same, said.context, said.typed))
            escalation = _raise(session, said, initiative, now)
            notices.announce(session, escalation, now=now)
    except AlreadyRaised:
        return Reply.none()
    except AlreadyOpen as error:
        return _offer(said, error, transaction=transaction, clock=clock)
    return _confirmed(said, escalation) if said.is_advised else Reply.none()


def join(said: Said, *, transaction: Transaction, clock: Clock) -> Reply:
    """Add the person's words to the escalation that they were offered."""
    now, words = clock(), said.typed.stuck
    with transaction() as session:
        escalation = joining.join(
            session, said.workspace_id, said.context.join or 0, words=words, by=said.by, now=now
        )
        notices.tell(session, Moved(escalation, Move.JOIN, now, by=said.by, why=words))
    return Reply.none()


def _raise(
    session: Session, said: Said, initiative: Initiative | None, now: datetime
) -> Escalation:
    teams = team_queries.list_teams(session, said.workspace_id)
    answering = _chosen_team(teams, said)
    home = team_queries.find_home_team(
        session, teams, user_id=said.by, channel_id=said.context.channel_id
    )
    origin = said.context.origin or (f"initiative:{initiative.id}" if initiative else None)
    return raising.raise_(
        session,
        workspace_id=said.workspace_id,
        problem=_problem(session, said, now),
        raising_team=home or _other_team(teams, answering),
        answering_team=answering,
        initiative=initiative,
        origin=None if said.apart else origin,
        call=reading.call(said.context),
        view_id=said.submission.view_id,
        by=said.by,
        now=now,
    )


def _problem(session: Session, said: Said, now: datetime) -> Problem:
    context = said.context
    return Problem(
        stuck=said.typed.stuck,
        ask=said.typed.ask,
        urgency=Urgency(context.urgency or Urgency.NORMAL),
        kind=Kind(context.kind) if context.kind else None,
        needed_on=_needed_on(session, said, now),
        quoted=context.quoted,
        permalink=context.permalink,
        is_private=context.private,
    )


def _needed_on(session: Session, said: Said, now: datetime) -> date | None:
    if not said.context.needed_on:
        return None
    needed_on = date.fromisoformat(said.context.needed_on)
    schedule = hours.get_schedule(session, said.workspace_id, said.by, now=now)
    if needed_on < schedule.local(now).date():
        raise InvalidInput(said.at("needed_on"), "This day has passed. Please choose a later one.")
    return needed_on


def _find_same(session: Session, said: Said, initiative: Initiative | None) -> Escalation | None:
    """Return what is open about the same, if the person may see it."""
    if said.apart:
        return None
    same = find_same(
        session,
        said.workspace_id,
        origin=said.context.origin,
        initiative_id=initiative.id if initiative else None,
    )
    return same if same and same.roles_of(said.by) else None


def _offer(said: Said, error: AlreadyOpen, *, transaction: Transaction, clock: Clock) -> Reply:
    """Offer to join what somebody raised in the same moment; or raise it, if that is private."""
    with transaction() as session:
        same = queries.get_escalation(
            session, workspace_id=said.workspace_id, escalation_id=error.escalation_id
        )
    if same.roles_of(said.by):
        return Reply.replace(forms.join_form(same, said.context, said.typed))
    return raise_(said.as_another(), transaction=transaction, clock=clock)


def _confirmed(said: Said, escalation: Escalation) -> Reply:
    is_blocked, needed = reading.three(said.submission.values)
    asked = status.whom(escalation.ladder.rule.level(escalation.level), escalation)
    shown = forms.raised(
        escalation.name,
        urgency=escalation.urgency,
        is_blocked=is_blocked,
        needed=needed,
        asked=asked,
    )
    return Reply.replace(shown)


def _chosen_team(teams: Sequence[Team], said: Said) -> Team:
    for team in teams:
        if team.id == said.context.team_id:
            return team
    gone = "The team that is asked is gone. Please choose another, under More."
    raise InvalidInput(said.at("team"), gone)


def _initiative(session: Session, said: Said) -> Initiative | None:
    if said.context.initiative_id is None:
        return None
    return roadmap_queries.get_initiative(
        session, workspace_id=said.workspace_id, initiative_id=said.context.initiative_id
    )


def _other_team(teams: Sequence[Team], answering: Team) -> Team:
    return next((team for team in teams if team is not answering), answering)
