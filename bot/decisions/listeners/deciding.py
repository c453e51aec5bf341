"""Approve, reject, ask, and the rest of what is done to a decision on its card."""

from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions import queries
from bot.decisions.blocks import card, history
from bot.decisions.blocks.forms import deciding as forms
from bot.decisions.listeners import recording
from bot.decisions.listeners.moving import id_of, open_form, press, send, show
from bot.decisions.operations import changing, ending, voting
from bot.decisions.rules import Move, Succession, Vote
from bot.errors import NotFound
from bot.hours import queries as hours
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission

_STAND_IN_FOR = timedelta(days=7)
"""What is proposed."""


def on_approve(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Approve it."""
    operation = partial(voting.vote, vote=Vote.APPROVE)
    return press(click, Move.APPROVE, operation, transaction, clock)


def on_reject(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that asks why not."""
    return open_form(click, Move.REJECT, forms.reject_form, transaction, clock)


def on_ask(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form that takes a question."""
    return open_form(click, Move.ASK, forms.ask_form, transaction, clock)


def on_acknowledge(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Note that they have read it."""
    return press(click, Move.ACKNOWLEDGE, ending.acknowledge, transaction, clock)


def on_more(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Do what was chosen behind "…"."""
    verb, _, value = click.value.partition(":")
    chosen = replace(click, value=value)
    if verb in set(Succession):
        return recording.on_succeed(chosen, Succession(verb), transaction=transaction, clock=clock)
    if verb not in _MENU:
        raise NotFound("I don't know this choice any more. Please use a newer message.")
    return _MENU[verb](chosen, transaction=transaction, clock=clock)


def _abstain(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    operation = partial(voting.vote, vote=Vote.ABSTAIN)
    return press(click, Move.ABSTAIN, operation, transaction, clock)


def _delegate(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    until = _evening(click, transaction, clock())
    form = partial(forms.delegate_form, until=until)
    return open_form(click, Move.DELEGATE, form, transaction, clock)


def _evening(click: Click, transaction: Transaction, now: datetime) -> datetime:
    """Return the end of the person's day in a week."""
    with transaction() as session:
        schedule = hours.get_schedule(session, click.workspace_id, click.user_id, now=now)
    local = schedule.local(now + _STAND_IN_FOR)
    return local.replace(hour=18, minute=0, second=0, microsecond=0)


def _people(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    return open_form(click, Move.CHANGE_PEOPLE, forms.people_form, transaction, clock)


def _withdraw(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    return open_form(click, Move.WITHDRAW, forms.withdraw_form, transaction, clock)


def _history(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    with transaction() as session:
        decision = queries.get_decision(
            session, workspace_id=click.workspace_id, decision_id=id_of(click.value)
        )
        if not queries.may_read(session, decision, click.user_id):
            return Reply(whisper=card.restricted(decision)[0])
        return show(click, history.history(decision, queries.list_events(session, decision)))


_MENU = {
    card.ABSTAIN: _abstain,
    card.DELEGATE: _delegate,
    card.PEOPLE: _people,
    card.WITHDRAW: _withdraw,
    card.HISTORY: _history,
}


def on_give_reason(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Reject it, with the reason."""
    why = modals.text(submission.values, "why", missing="Please say why not.")
    operation = partial(voting.vote, vote=Vote.REJECT, because=why)
    return send(submission, Move.REJECT, operation, transaction, clock, field="why", why=why)


def on_send_question(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask the driver."""
    question = modals.text(submission.values, "question", missing="Please write your question.")
    operation = partial(voting.ask, question=question)
    return send(submission, Move.ASK, operation, transaction, clock, field="question", why=question)


def on_delegate(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Let somebody else decide in one's place."""
    to = modals.person(submission.values, "to", missing="Please choose a colleague.")
    until = modals.instant(submission.values, "until", missing="Please choose a day and a time.")
    operation = partial(voting.delegate, to=to, until=until)
    return send(submission, Move.DELEGATE, operation, transaction, clock, field="to")


def on_change_people(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save who takes part."""
    values = submission.values
    needed = modals.choice(values, "needed", missing="Please choose how many.")
    operation = partial(
        changing.change_people,
        approvers=modals.people(values, "approvers"),
        needed=recording.number(needed),
        contributors=modals.people(values, "contributors"),
        informed=modals.people(values, "informed"),
    )
    return send(submission, Move.CHANGE_PEOPLE, operation, transaction, clock, field="approvers")


def on_take_back(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Withdraw it."""
    why = modals.text(submission.values, "why") or None
    operation = partial(ending.withdraw, why=why)
    return send(submission, Move.WITHDRAW, operation, transaction, clock, field="why", why=why)
