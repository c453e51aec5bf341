"""Changing what a stand-up asks: one question at a time."""

import secrets
from dataclasses import replace

from bot.clock import Clock
from bot.db import Transaction
from bot.errors import NotFound
from bot.slack import modals
from bot.slack.modals import Values
from bot.slack.values import Click, Reply, Submission
from bot.standups.blocks import asked as blocks
from bot.standups.listeners.clicks import id_of, show
from bot.standups.models import Standup
from bot.standups.operations import asked as operations
from bot.standups.operations import checking
from bot.standups.operations.checking import ChangedMeanwhile
from bot.standups.rules import SET_UP, questions
from bot.standups.rules.questions import FLAGGED_KINDS, Flag, Kind, Question


def on_questions(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Show what a stand-up asks."""
    with transaction() as session:
        standup = checking.begin(
            session, click.workspace_id, id_of(click.value), SET_UP, by=click.user_id
        )
        return show(click, blocks.listed(standup))


def on_menu(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Change a question, move it up, or remove it."""
    what, standup_id, version, key = blocks.read_value(click.value)
    workspace_id, by = click.workspace_id, click.user_id
    with transaction() as session:
        standup = checking.begin(session, workspace_id, standup_id, SET_UP, by=by)
        now = questions.load(standup.asked)
        place = _place(now, key)
        if what == blocks.EDIT:
            shown = {"standup_id": standup_id, "key": key}
            return show(click, blocks.form(now[place], shown))
        others = [each for each in now if each.key != key]
        if what == blocks.UP:
            others.insert(max(place - 1, 0), now[place])
        try:
            standup = operations.ask(
                session, workspace_id, standup_id, others, version=version, by=by
            )
        except ChangedMeanwhile as error:
            return show(click, blocks.listed(error.standup, meanwhile=True))
        return show(click, blocks.listed(standup))


def on_add(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a new question."""
    _what, standup_id, _version, _key = blocks.read_value(click.value)
    with transaction() as session:
        standup = checking.begin(session, click.workspace_id, standup_id, SET_UP, by=click.user_id)
        # Never one that was there before: what was answered to that is kept under its key.
        key = secrets.token_hex(4)
    return show(click, blocks.form(Question(key, ""), {"standup_id": standup.id, "key": key}))


def on_kind(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Draw the form with the fields that the kind needs; what was typed stays."""
    shown = blocks.load(click.metadata)
    return show(click, blocks.form(_read(click.values, shown["key"]), shown))


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save a question, and show all of them."""
    shown = blocks.load(submission.metadata)
    question = _read(submission.values, shown["key"])
    questions.check(question)
    workspace_id, by = submission.workspace_id, submission.user_id
    with transaction() as session:
        standup = checking.begin(session, workspace_id, shown["standup_id"], SET_UP, by=by)
        # As it is now: whoever adds or changes another question meanwhile is in nobody's way.
        changed, version = _with(standup, question), standup.version
        standup = operations.ask(session, workspace_id, standup.id, changed, version=version, by=by)
        return Reply.replace(blocks.listed(standup))


def _with(standup: Standup, question: Question) -> list[Question]:
    """Return what a stand-up asks, with a question changed, or added before what is celebrated."""
    now = questions.load(standup.asked)
    if any(each.key == question.key for each in now):
        return [question if each.key == question.key else each for each in now]
    return [*now, question]


def _place(asked: tuple[Question, ...], key: str) -> int:
    for place, each in enumerate(asked):
        if each.key == key:
            return place
    raise NotFound("Somebody has removed this question meanwhile. Please open them again.")


def _read(values: Values, key: str) -> Question:
    kind = Kind(modals.choice(values, "kind") or Kind.TEXT)
    flag = modals.choice(values, "flag")
    lines = _lines(values, "words")
    has_flag = kind in FLAGGED_KINDS and flag not in {"", blocks.NO_FLAG}
    question = Question(key, "", kind=kind, flag=Flag(flag) if has_flag else None)
    if len(lines) > 1:
        return replace(question, pool=lines, choices=_lines(values, "choices"))
    return replace(question, words="".join(lines), choices=_lines(values, "choices"))


def _lines(values: Values, field: str) -> tuple[str, ...]:
    return tuple(
        stripped for line in modals.text(values, field).splitlines() if (stripped := line.strip())
    )
