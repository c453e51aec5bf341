"""`/decision`: from a few words, or a message, to a decision in the log."""

from datetime import date

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import notices, queries
from bot.decisions.blocks import card, lists
from bot.decisions.blocks.forms import context as contexts
from bot.decisions.blocks.forms.context import Context
from bot.decisions.blocks.forms.fields import ALL
from bot.decisions.blocks.forms.recording import Filled
from bot.decisions.listeners import opening, reading
from bot.decisions.listeners.moving import id_of, show, why_not
from bot.decisions.models import Decision
from bot.decisions.operations import checking, drafts, proposing, reviewing
from bot.decisions.operations.checking import CannotMove
from bot.decisions.operations.proposing import AlreadyRecorded, Proposal
from bot.decisions.rules import Succession
from bot.errors import InvalidInput
from bot.roadmap import queries as roadmap_queries
from bot.slack import block_kit
from bot.slack.values import Click, Reply, Submission
from bot.teams import queries as team_queries
from bot.teams.models import Team


def on_typed(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Keep what stands in the form by now: it may be closed by mistake.

    Slack may tell of the last letter after the form was sent.
    """
    fields = reading.kept(click.values, click.metadata)
    with transaction() as session:
        if queries.find_by_view(session, click.workspace_id, click.view_id) is None:
            drafts.keep(session, click.workspace_id, click.user_id, fields, now=clock())
    return Reply.none()


def on_more_fields(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show all fields of the form."""
    context = reading.context(contexts.load(click.metadata), click.values)
    filled = reading.filled(click.values)
    with transaction() as session:
        return Reply.update(opening.form(session, click, context, filled, more=True))


def on_start_afresh(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Empty the form, and forget what was kept; what it is about stays."""
    context = contexts.load(click.metadata)
    if context.follows_id is None:
        context = context.but(team_id=None, initiative_id=None)
    with transaction() as session:
        drafts.drop(session, click.workspace_id, click.user_id)
        return Reply.update(opening.form(session, click, context, Filled()))


def on_succeed(
    click: Click, succession: Succession, *, transaction: Transaction, clock: Clock
) -> Reply:
    """Open the form that amends, supersedes or reverses a decision, with its words in it."""
    with transaction() as session:
        followed = queries.get_decision(
            session, workspace_id=click.workspace_id, decision_id=id_of(click.value)
        )
        try:
            checking.check_successor(session, followed, by=click.user_id, now=clock())
        except CannotMove as error:
            return Reply(whisper=why_not(error))
        context = opening.context_of(followed, succession)
        filled = opening.filled_of(session, followed, succession, by=click.user_id)
        return show(click, opening.resumed(session, click, context, filled, clock))


def on_amend(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that amends it."""
    return on_succeed(click, Succession.AMEND, transaction=transaction, clock=clock)


def on_supersede(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that supersedes it."""
    return on_succeed(click, Succession.SUPERSEDE, transaction=transaction, clock=clock)


def on_record(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write it down, and post its card."""
    now = clock()
    context = reading.context(contexts.load(submission.metadata), submission.values)
    filled = reading.filled(submission.values)
    if not filled.title:
        raise InvalidInput("title", "Please say what was decided.")
    try:
        with transaction() as session:
            proposal = _proposal(session, submission, context, filled)
            by, review_on = submission.user_id, proposal.review_on
            reviewing.check_day(session, submission.workspace_id, review_on, by=by, now=now)
            decision = proposing.propose(
                session, submission.workspace_id, proposal, by=submission.user_id, now=now
            )
            notices.announce(session, decision, now=now)
            drafts.drop(session, submission.workspace_id, submission.user_id)
    except AlreadyRecorded as error:
        return _recorded_already(submission, error, transaction)
    except CannotMove as error:
        raise InvalidInput("title", f"{error} Your text is still here: copy it.") from error
    except InvalidInput as error:
        shown = error.field if error.field in submission.values else _INSTEAD[error.field]
        raise InvalidInput(shown, str(error)) from error
    if context.channel_id in decision.card_channels:
        return Reply.none()
    return Reply.replace(_confirmed(decision))


_INSTEAD = {"needed": "approvers", "partner": "approvers", "team": "title", "review_on": "title"}
"""Where something wrong with a field is shown in a form that does not have it."""


def _proposal(
    session: Session, submission: Submission, context: Context, filled: Filled
) -> Proposal:
    workspace_id = submission.workspace_id
    teams = {team.id: team for team in team_queries.list_teams(session, workspace_id)}
    initiative = None
    if context.initiative_id is not None:
        initiative = roadmap_queries.get_initiative(
            session, workspace_id=workspace_id, initiative_id=context.initiative_id
        )
    return Proposal(
        title=filled.title,
        what=filled.what or filled.title,
        rejected=filled.rejected or None,
        team=_team(teams, context),
        partner=teams.get(filled.partner_id or 0),
        initiative=initiative,
        approvers=filled.approvers,
        needed=number(filled.needed),
        contributors=filled.contributors,
        informed=filled.informed,
        review_on=date.fromisoformat(filled.review_on) if filled.review_on else None,
        source=context.source,
        permalink=context.permalink,
        restricted_to=_restricted_to(session, workspace_id, context),
        follows_id=context.follows_id,
        follows_as=context.succession,
        view_id=submission.view_id,
    )


def _team(teams: dict[int, Team], context: Context) -> Team:
    if context.team_id not in teams:
        raise InvalidInput("team", "Please choose whose decision it is.")
    return teams[context.team_id]


def _restricted_to(session: Session, workspace_id: int, context: Context) -> str | None:
    """Return the private channel that it is kept in: that of what it follows, or of the form.

    Raises InvalidInput (`title`) if we see it no more: its words must not come to stand elsewhere.
    """
    if context.follows_id is not None:
        return queries.find_restriction(session, workspace_id, context.follows_id)
    found = opening.place(session, workspace_id, context.channel_id)
    if not found.is_open:
        raise InvalidInput("title", lists.removed_from_channel())
    return found.restricted_to


def number(needed: str) -> int | None:
    """Return how many have to approve, None for all."""
    return None if needed == ALL else int(needed)


def _recorded_already(
    submission: Submission, error: AlreadyRecorded, transaction: Transaction
) -> Reply:
    """Close the form that was sent twice; of a message that was saved before, show what it made."""
    if error.by_form:
        return Reply.none()
    with transaction() as session:
        decision = queries.get_decision(
            session, workspace_id=submission.workspace_id, decision_id=error.decision_id
        )
    title = f"It is {decision.name}"
    return Reply.replace(
        block_kit.modal(title, card.body(decision), callback_id="notice", submit=None)
    )


def _confirmed(decision: Decision) -> dict[str, object]:
    where = " and ".join(map(block_kit.channel, decision.card_channels))
    return block_kit.notice(decision.name, f"{decision.name} is recorded. Its card is in {where}.")
