"""Answering: the buttons below the question, and the form."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.forms import at_version, without_version
from bot.slack.values import Click, Json, Reply, Submission
from bot.standups import notices
from bot.standups.blocks import form as forms
from bot.standups.blocks.form import Filled
from bot.standups.listeners import reading
from bot.standups.listeners.clicks import id_of, show
from bot.standups.models import Line, Turn
from bot.standups.operations import answering, lines
from bot.standups.queries import lines as line_queries
from bot.standups.queries import turns as queries
from bot.standups.rules import ANSWER, Skip
from bot.standups.rules.questions import Kind
from bot.standups.rules.times import DRAFT_KEPT_FOR


def on_answer(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of somebody's turn, with what they had typed or said before."""
    with transaction() as session:
        turn = queries.get_turn(
            session, workspace_id=click.workspace_id, turn_id=id_of(click.value)
        )
        return Reply.open(open_form(session, turn, by=click.user_id, now=clock()))


def open_form(session: Session, turn: Turn, *, by: str, now: datetime) -> Json:
    """Return the form of somebody's turn as they left it. Raises CannotAnswer."""
    answering.check(turn, ANSWER, by=by, now=now)
    carried = line_queries.list_carried(session, turn)
    draft = queries.find_draft(session, turn, since=now - DRAFT_KEPT_FOR)
    filled = reading.restored(draft) if draft else _filled(session, turn, carried)
    return forms.form(turn, carried, filled)


def on_typed(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Keep what stands in the form by now: it may be closed by mistake.

    Slack may tell of the last letter after the form was sent, or at the same time: the turn is
    locked, or what was sent would be kept as if it was not.
    """
    now = clock()
    with transaction() as session:
        turn = _turn(session, click, forms.load(click.metadata)[0], lock=True)
        fields = reading.kept(without_version(click.values), turn)
        if click.user_id == turn.user_id and not _is_said(turn, fields):
            answering.keep(session, turn, fields, now=now)
    return Reply.none()


def on_start_afresh(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Forget what had been typed, and show the form as it was before."""
    with transaction() as session:
        turn = _turn(session, click, click.value)
        answering.check(turn, ANSWER, by=click.user_id, now=clock())
        answering.drop_draft(session, turn)
        carried = line_queries.list_carried(session, turn)
        drawn_again = forms.load(click.metadata)[1] + 1
        filled = _filled(session, turn, carried)
        return show(click, forms.form(turn, carried, filled, version=drawn_again))


def on_send(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write the answer down: the message that asked becomes its receipt."""
    now, (turn_id, version) = clock(), forms.load(submission.metadata)
    with at_version(version), transaction() as session:
        turn = answering.begin(
            session,
            submission.workspace_id,
            id_of(turn_id),
            ANSWER,
            by=submission.user_id,
            now=now,
        )
        carried = line_queries.list_carried(session, turn)
        said = reading.said(without_version(submission.values), turn, carried)
        spoken = answering.answer(session, turn, carried, said, now=now)
        notices.tell_answered(session, turn, spoken, now=now)
    return Reply.none()


def on_plan(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Write down that what is ticked is done, and the rest goes on."""
    now = clock()
    with transaction() as session:
        turn = answering.say_on_plan(
            session, click.workspace_id, id_of(click.value), by=click.user_id, now=now
        )
        notices.tell_answered(session, turn, now=now)
    return Reply.none()


def on_tick(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Note what is ticked by now: it is what the answer begins with."""
    turn_id = click.block_id.rpartition(":")[2]
    with transaction() as session:
        turn = answering.begin(
            session, click.workspace_id, id_of(turn_id), ANSWER, by=click.user_id, now=clock()
        )
        if not turn.is_heard:
            lines.tick(session, turn, [id_of(each) for each in click.chosen])
    return Reply.none()


def on_skip(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Let somebody's turn pass, for the reason that they chose."""
    now = clock()
    why, _, turn_id = click.value.partition(":")
    with transaction() as session:
        turn = answering.skip(
            session, click.workspace_id, id_of(turn_id), Skip(why), by=click.user_id, now=now
        )
        notices.tell_skipped(session, turn, now=now)
    return Reply.none()


def on_drop(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Drop a thing that was carried over again and again."""
    now = clock()
    turn_id, _, line_id = click.value.partition(":")
    with transaction() as session:
        turn = answering.begin(
            session, click.workspace_id, id_of(turn_id), ANSWER, by=click.user_id, now=now
        )
        lines.drop(session, turn, id_of(line_id), now=now)
        notices.tell_answered(session, turn, now=now)
    return Reply.none()


def _turn(session: Session, click: Click, turn_id: str, *, lock: bool = False) -> Turn:
    return queries.get_turn(
        session, workspace_id=click.workspace_id, turn_id=id_of(turn_id), lock=lock
    )


def _filled(session: Session, turn: Turn, carried: Sequence[Line]) -> Filled:
    """Return what the form begins with: what they have said, or what they chose last time."""
    hows = {line.id: report.how for line in carried if (report := line.report_in(turn.id))}
    if turn.is_heard:
        return Filled(turn.answers, hows)
    before = queries.find_before(session, turn)
    chosen = {
        each.key: before.answers[each.key]
        for each in turn.round.questions
        if before and each.kind is not Kind.TEXT and each.key in before.answers
    }
    return Filled(chosen, hows)


def _is_said(turn: Turn, fields: Json) -> bool:
    """Return whether what is typed is what was sent."""
    return turn.is_heard and fields["answers"] == turn.answers
