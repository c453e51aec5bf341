"""Every cell of the permission table, tried as Slack would bring it: one row is one sentence.

Whoever works here is a colleague besides what the cell says; guests, bots, strangers and people who
were deactivated may do nothing, whatever role they have.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy

from bot import features, manifest
from bot.people.rules import Standing
from bot.permissions import Role, may
from bot.roadmap.blocks.card import MOVE_STAGE
from bot.standups.blocks.prompt import TICK
from bot.teams.rules import SetUp
from sandbox import Message, Reply, Sandbox, rate
from sandbox.model import Json
from tests import databases
from tests.clock import MovedClock
from tests.permitted.deeds import DEEDS, Deed, place
from tests.permitted.stage import PAT, Stage

OUTSIDERS = ("guest", "bot", "stranger", "deactivated")
SENTENCE = re.compile(r".*[.?!]", re.DOTALL)
SOONER = 1
"""Seconds between the situation and the deed: what is written then differs."""

CELLS = [
    pytest.param(action, state, who, id=f"{action}-{state}-{who}")
    for action, row in DEEDS.items()
    for number, state in enumerate(row.states)
    # Outsiders are turned away at the door, before anybody looks at what they want.
    for who in (*Role, *(OUTSIDERS if number == 0 else ()))
    # Nobody follows anything else.
    if who is not Role.FOLLOWER or action.startswith(("decisions.", "escalations."))
]
SAMPLE = CELLS[::13]
"""What is tried on PostgreSQL too: the table is asked in Python, and the rows are the same."""

FOR_EVERYBODY = {
    "checkins.why": "reads by which rule an owner was asked",
    "decisions.filter": "opens a form that reads",
    "decisions.find": "reads",
    "decisions.from_message": "opens a form; `decisions.propose` is asked",
    "decisions.refuse_hint": "is about what one was told oneself",
    "decisions.more_fields": "draws the form again; `decisions.propose` is asked",
    "decisions.newest": "reads",
    "decisions.older": "reads",
    "decisions.show": "reads",
    "decisions.start_afresh": "forgets what one has typed oneself",
    "escalations.begin": "opens the set-up, or a form; `teams.set_up` and `raise` are asked",
    "escalations.celebrate": "opens a form; `wins.give` is asked",
    "escalations.choose_ladder": "reads",
    "escalations.from_message": "opens a form; `escalations.raise` and `join` are asked",
    "escalations.more_fields": "draws the form again; `escalations.raise` is asked",
    "escalations.send_report": "sends oneself what `/escalate stats` shows to everybody",
    "home.next": "turns one's own pages",
    "home.previous": "turns one's own pages",
    "hours.go_away": "opens a form of one's own",
    "hours.come_back": "is about one's own absence",
    "hours.confirm": "is about one's own hours",
    "hours.open": "opens a form of one's own",
    "hours.say_away": "is about one's own absence",
    "nudges.keep": "is about what one is told oneself",
    "nudges.start_again": "is about what one is told oneself",
    "nudges.stop": "is about what one is told oneself",
    "ownership.ask_leads": "asks a question, as everybody may",
    "ownership.earlier": "reads, or is told who may",
    "ownership.later": "reads, or is told who may",
    "ownership.show_questions": "reads, or is told who may",
    "roadmap.celebrate": "opens a form; `wins.give` is asked",
    "roadmap.log_decision": "opens a form; `decisions.propose` is asked",
    "roadmap.open": "reads",
    "roadmap.raise_escalation": "opens a form; `escalations.raise` is asked",
    "roadmap.turn": "reads",
    "roadmap.turn_back": "reads",
    "standups.go_on": "is about what one is asked oneself",
    "standups.pause": "is about what one is asked oneself",
    "wins.begin": "opens a form; `wins.give` is asked",
    "wins.from_message": "opens a form; `wins.give` is asked",
    "wins.from_reaction": "opens a form; `wins.give` is asked",
}
"""Buttons, forms and shortcuts that have no row of their own, and why."""


@pytest.fixture(scope="module")
def sqlite_stage(sqlite_template: Path) -> Iterator[Stage]:
    with databases.sqlite_copy(sqlite_template) as url, opened(url) as stage:
        yield stage


@pytest.fixture(scope="module")
def postgresql_stage(postgresql_template: sqlalchemy.URL) -> Iterator[Stage]:
    with databases.postgresql_copy(postgresql_template) as url, opened(url) as stage:
        yield stage


@contextmanager
def opened(url: sqlalchemy.URL) -> Iterator[Stage]:
    clock = MovedClock()
    described = manifest.build(features.TABLES)
    with Sandbox(clock=clock, manifest=described, rate_limits=rate.OFF) as slack:
        stage = Stage(slack, url.render_as_string(hide_password=False), clock)
        with closing(stage):
            yield stage


class TestCells:
    @pytest.mark.parametrize(("action", "state", "who"), CELLS)
    def test_are_kept(self, sqlite_stage: Stage, action: str, state: str, who: str) -> None:
        try_cell(sqlite_stage, action, state, who)

    @pytest.mark.parametrize(("action", "state", "who"), SAMPLE)
    def test_are_kept_on_postgresql(
        self, postgresql_stage: Stage, action: str, state: str, who: str
    ) -> None:
        try_cell(postgresql_stage, action, state, who)


class TestTable:
    def test_has_a_deed_for_every_row_and_every_state(self) -> None:
        assert DEEDS.keys() == features.PERMISSIONS.keys()
        for action, states in features.PERMISSIONS.items():
            assert states.keys() <= set(DEEDS[action].states)

    def test_covers_every_button_form_and_shortcut(self, sqlite_stage: Stage) -> None:
        """What is new has a row, and a deed, or a reason why it needs none."""
        tried = {called for action in DEEDS for called in gestures(sqlite_stage, action)}
        tables = features.TABLES
        everything = tables.actions.keys() | tables.views.keys() | tables.shortcuts.keys()
        assert tried | FOR_EVERYBODY.keys() == everything
        assert tried & FOR_EVERYBODY.keys() <= {"escalations.begin"}


def try_cell(stage: Stage, action: str, state: str, who: str) -> None:
    """Let Pat, who is `who`, do the action in each way there is, and undo it each time."""
    role = Role.LEAD if who in OUTSIDERS else Role(who)
    allowed = who not in OUTSIDERS and may(
        features.PERMISSIONS, action, state, {Role.COLLEAGUE, role}
    )
    with stage.cell(set_up=state != SetUp.NOT_YET):
        deed = build(stage, action, state, role)
        if who != Role.COLLEAGUE:
            is_deactivated = who == "deactivated"
            standing = Standing(who) if who in OUTSIDERS[:3] else Standing.COLLEAGUE
            stage.know(standing, is_deactivated=is_deactivated)
        stage.clock.advance(seconds=SOONER)
        for try_one in ways(stage, deed):
            with stage.connection.begin_nested() as this_alone:
                try_one(allowed)
                this_alone.rollback()


def build(stage: Stage, action: str, state: str, role: Role) -> Deed:
    """Set the situation up, in a cell: without teams only where the state says so."""
    with stage.transaction() as session:
        if state != SetUp.NOT_YET:
            place(stage, session, role)
        return DEEDS[action].build(stage, session, role, state)


def gestures(stage: Stage, action: str) -> Iterator[str]:
    """Yield the action_ids and callback_ids of an action's deeds."""
    for state in DEEDS[action].states:
        with stage.cell(set_up=state != SetUp.NOT_YET):
            deed = build(stage, action, state, Role.LEAD)
        for action_id, _value in (*deed.opening_clicks, *deed.clicks):
            yield action_id
        for form, _answers in (*deed.opening_forms, *deed.forms):
            yield form["callback_id"]


Try = Callable[[bool], None]


def ways(stage: Stage, deed: Deed) -> Iterator[Try]:
    """Yield what tries each gesture, told whether it is allowed."""
    for pressed in deed.opening_clicks:
        yield partial(press, stage, *pressed, True)
    for pressed in deed.clicks:
        yield partial(press, stage, *pressed, False)
    for form, answers in deed.opening_forms:
        yield partial(send, stage, form, answers, True)
    for form, answers in deed.forms:
        yield partial(send, stage, form, answers, False)
    for emoji, message in deed.reactions:
        yield partial(react, stage, emoji, message)


def press(stage: Stage, action_id: str, value: str, opens: bool, allowed: bool) -> None:
    before, whispered = stage.rows(), len(stage.whispers())
    message = stage.button(action_id, value)
    if action_id == MOVE_STAGE:
        reply = stage.pat.choose(action_id, "Go", message)
    elif action_id == TICK:
        reply = stage.pat.choose(action_id, ["Go"], message)
    else:
        reply = stage.pat.click(action_id, message)
    assert reply
    assert reply.error is None
    if allowed and opens:
        assert stage.pat.modal
        assert stage.rows() == before
    elif allowed:
        assert stage.rows() != before
    else:
        assert stage.pat.modal is None
        assert stage.rows() == before
        (said,) = stage.whispers()[whispered:]
        assert SENTENCE.fullmatch(said)
    stage.slack.workspace.views.clear(PAT)


def react(stage: Stage, emoji: str, message: Message, allowed: bool) -> None:
    """Whoever may not do it is told nothing: everybody reacts to messages."""
    before, whispered = stage.rows(), stage.whispers()
    stage.pat.react(emoji, message)
    assert (stage.rows() != before) is allowed
    assert stage.whispers() == whispered


def send(stage: Stage, form: Json, answers: dict[str, Any], opens: bool, allowed: bool) -> None:
    before = stage.rows()
    stage.slack.workspace.views.open(PAT, form, stage.clock(), None)
    reply = stage.pat.submit(answers)
    assert reply.error is None
    if allowed and opens:
        assert stage.rows() == before
        assert stage.pat.modal
        assert stage.pat.modal.view["submit"]
    elif allowed:
        assert stage.rows() != before
        assert not errors(reply)
    else:
        assert stage.rows() == before
        assert SENTENCE.fullmatch(" ".join(errors(reply)) or shown(stage))
    stage.slack.workspace.views.clear(PAT)


def errors(reply: Reply) -> list[str]:
    """Return what is said below fields."""
    return list(reply.body.get("errors", {}).values()) if isinstance(reply.body, dict) else []


def shown(stage: Stage) -> str:
    """Return the first sentences of the form that came in place of the one that was sent."""
    assert stage.pat.modal
    first = next(block for block in stage.pat.modal.blocks if block["type"] == "section")
    return str(first["text"]["text"])
