"""Acknowledge, and what whoever has an escalation does with it."""

from functools import partial

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import InvalidInput
from bot.escalations import notices, queries
from bot.escalations.blocks.forms import answering as answering_forms
from bot.escalations.blocks.forms import owning as forms
from bot.escalations.listeners.moving import open_form, press, send
from bot.escalations.notices import Moved
from bot.escalations.operations import giving, owning
from bot.escalations.operations.checking import TooLate
from bot.escalations.rules import Move
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission
from bot.teams import queries as team_queries

_WHEN = "Please choose a day and a time."


def on_acknowledge(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Make the person who pressed the owner."""
    return press(click, Move.ACKNOWLEDGE, owning.acknowledge, transaction, clock)


def on_promise(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that takes another time."""
    return open_form(click, Move.PROMISE, forms.promise_form, transaction)


def on_snooze(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that puts it off."""
    return open_form(click, Move.SNOOZE, forms.snooze_form, transaction)


def on_ask_back(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks the asker."""
    return open_form(click, Move.ASK_BACK, forms.ask_back_form, transaction)


def on_reply(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that takes the asker's reply."""
    return open_form(click, Move.REPLY, answering_forms.reply_form, transaction)


def on_hand_over(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that gives it away."""
    with transaction() as session:
        teams = team_queries.list_teams(session, click.workspace_id)
    form = partial(forms.hand_over_form, teams=teams)
    return open_form(click, Move.HAND_OVER, form, transaction)


def on_promise_by(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Promise the answer by another time."""
    until = modals.instant(submission.values, "until", missing=_WHEN)
    operation = partial(owning.promise, until=until)
    return send(submission, Move.PROMISE, operation, transaction, clock, field="until")


def on_put_off(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Put the escalation off."""
    until = modals.instant(submission.values, "until", missing=_WHEN)
    why = modals.text(submission.values, "why") or None
    operation = partial(owning.snooze, until=until, why=why)
    return send(submission, Move.SNOOZE, operation, transaction, clock, field="until", why=why)


def on_send_question(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask the asker for more."""
    question = modals.text(submission.values, "question", missing="Please write your question.")
    operation = partial(owning.ask_back, question=question)
    return send(
        submission, Move.ASK_BACK, operation, transaction, clock, field="question", why=question
    )


def on_send_reply(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tell the owner more."""
    text = modals.text(submission.values, "reply", missing="Please write your reply.")
    operation = partial(owning.reply, text=text)
    return send(submission, Move.REPLY, operation, transaction, clock, field="reply", why=text)


def on_give_away(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Give the escalation to somebody else, or to another team."""
    values = submission.values
    to, team = modals.person(values, "to"), modals.choice(values, "team")
    why = modals.text(values, "why") or None
    if bool(to) == bool(team):
        raise InvalidInput("to", "Please choose a colleague or a team: one of the two.")
    if team:
        return _redirect(submission, int(team), why, transaction, clock)
    restart = forms.RESTART in modals.choices(values, "time")
    operation = partial(giving.hand_over, to=to, restart=restart, why=why)
    return send(submission, Move.HAND_OVER, operation, transaction, clock, field="to", why=why)


def _redirect(
    submission: Submission, team_id: int, why: str | None, transaction: Transaction, clock: Clock
) -> Reply:
    now, workspace_id = clock(), submission.workspace_id
    escalation_id = int(submission.metadata)
    with transaction() as session:
        to = team_queries.get_team(session, workspace_id=workspace_id, team_id=team_id)
        if to.closed_at is not None:
            raise InvalidInput("team", f"{to.name} is closed. Please choose another team.")
        escalation = queries.get_escalation(
            session, workspace_id=workspace_id, escalation_id=escalation_id, lock=True
        )
        before = escalation.card_key
        try:
            giving.redirect(
                session,
                workspace_id,
                escalation_id,
                to=to,
                why=why,
                by=submission.user_id,
                now=now,
            )
        except TooLate as error:
            told = f"{error} Your text was not sent; copy it if needed."
            raise InvalidInput("team", told) from error
        by = submission.user_id
        notices.tell(session, Moved(escalation, Move.REDIRECT, now, by=by, why=why, before=before))
    return Reply.none()
