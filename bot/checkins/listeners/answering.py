"""Answering a check-in: the question, its form, and what is read afterwards."""

from datetime import date

from sqlalchemy.orm import Session

from bot.checkins import notices
from bot.checkins.blocks import form as forms
from bot.checkins.blocks import lists, prompt
from bot.checkins.blocks.form import Filled
from bot.checkins.models import Checkin
from bot.checkins.operations import answering
from bot.checkins.operations.answering import Said
from bot.checkins.queries import answers
from bot.checkins.queries import checkins as queries
from bot.checkins.rules import OPEN
from bot.clock import Clock
from bot.db import Transaction
from bot.errors import NotFound
from bot.roadmap import queries as roadmap
from bot.roadmap import rules as roadmap_rules
from bot.roadmap.listeners import showing
from bot.roadmap.rules import Status
from bot.slack import modals
from bot.slack.modals import Values
from bot.slack.values import Click, Command, Json, Reply, Submission

SHOWN = 20


def on_checkin(command: Command, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of what waits for somebody, or was named; of several, let them choose."""
    number, _only = roadmap_rules.number_meant(command.text)
    with transaction() as session:
        found = queries.list_newest(session, command.workspace_id, command.user_id, limit=SHOWN)
        if number is not None:
            found = [each for each in found if each.round.initiative.number == number]
        waiting = [each for each in found if each.answered_at is None]
        chosen = waiting if len(waiting) == 1 else found if number is not None else []
        if len(chosen) == 1:
            return Reply.open(_form(session, chosen[0], by=command.user_id))
        return Reply.text(*lists.listed(found))


def on_check_in(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of one side, filled with what it said last."""
    with transaction() as session:
        return Reply.open(_form(session, _get(session, click, click.value), by=click.user_id))


def on_why(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Say by which rule somebody was asked."""
    with transaction() as session:
        return Reply(whisper=prompt.why(_get(session, click, click.value)))


def on_choose(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Draw the form with the fields that the chosen status needs; what was typed stays."""
    with transaction() as session:
        checkin = _get(session, click, click.metadata)
        return Reply.update(forms.form(checkin, _filled(click.values)))


def on_send(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write down how it goes; who answers last reads both sides at once."""
    if not forms.is_whole(_filled(submission.values), submission.values):
        return _ask_more(submission, transaction=transaction)
    said, now, by = _said(submission.values), clock(), submission.user_id
    with transaction() as session:
        checkin = answering.answer(
            session, submission.workspace_id, _id(submission.metadata), said, by=by, now=now
        )
        notices.withdraw(session, checkin, now=now)
        if checkin.round.closed_at is None:
            return Reply.replace(forms.waiting(checkin, _silent(checkin)))
        notices.show(session, checkin.round, now=now)
        initiative = roadmap.get_initiative(
            session, workspace_id=checkin.workspace_id, initiative_id=checkin.initiative_id
        )
        return Reply.replace(showing.modal_for(session, initiative, by, now=now))


def _ask_more(submission: Submission, *, transaction: Transaction) -> Reply:
    """Draw the fields of a form that was sent faster than Slack showed them."""
    with transaction() as session:
        checkin = _get(session, submission, submission.metadata)
        return Reply.replace(forms.form(checkin, _filled(submission.values)))


def _get(session: Session, gesture: Click | Submission, checkin_id: str) -> Checkin:
    return queries.get_checkin(
        session, workspace_id=gesture.workspace_id, checkin_id=_id(checkin_id)
    )


def _id(typed: str) -> int:
    if not typed.isdecimal():
        raise NotFound("I can't find this check-in any more. Type `/roadmap checkin` for yours.")
    return int(typed)


def _form(session: Session, checkin: Checkin, *, by: str) -> Json:
    answering.check(session, checkin, by=by)
    last = answers.find_last_of(session, checkin)
    return forms.form(checkin, forms.begun(last, checkin.round.initiative.target_on))


def _silent(checkin: Checkin) -> str:
    """Return the names of the teams whose owners have not answered."""
    others = [each.team_id for each in checkin.round.checkins if each.state in OPEN]
    return prompt.names(checkin, others)


def _filled(values: Values) -> Filled:
    status = modals.choice(values, "status")
    return Filled(
        Status(status) if status else None,
        modals.choice(values, "confidence"),
        modals.date(values, "expected_on"),
        modals.person(values, "next_step") or None,
        modals.text(values, "waits_for"),
        modals.text(values, "why"),
        modals.text(values, "what_next"),
    )


def _said(values: Values) -> Said:
    status = Status(modals.choice(values, "status", missing="Please choose how it goes."))
    is_well = status is Status.ON_TRACK
    return Said(
        status=status,
        expected_on=date.fromisoformat(
            modals.date(values, "expected_on", missing="Please choose a day; your best guess.")
        ),
        confidence=int(modals.choice(values, "confidence", missing="Please choose how sure.")),
        next_step=modals.person(values, "next_step") or None,
        waits_for=modals.text(values, "waits_for"),
        why="" if is_well else modals.text(values, "why", missing="Please say why."),
        what_next=""
        if is_well
        else modals.text(values, "what_next", missing="Please say what happens next."),
    )
