"""A stand-up of IT, or somebody's turn in one, and what can be tried on it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.permissions import Role
from bot.standups.blocks import asked, blocking, card, form, prompt, receipt, reports, settings
from bot.standups.blocks.form import Filled
from bot.standups.blocks.settings import Offered, Shown
from bot.standups.models import Line, Standup, Turn
from bot.standups.operations import planning, setting_up
from bot.standups.queries import lines, turns
from bot.standups.rules import Out, Skip, State
from bot.standups.rules.questions import DONE
from bot.standups.rules.settings import Settings
from sandbox.model import Json
from tests.permitted.stage import BO, IVAN, PAT, Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]

VERBS = ("answer", "block", "skip")
_HEARD = {State.ANSWERED, State.ON_PLAN}


def build(stage: Stage, session: Session) -> Standup:
    """Return a stand-up of IT, which Ivan has set up."""
    it = stage.teams(session)[1]
    settings_of_it = Settings(team_ids=(it.id,), channel_ids=(it.channel_id,))
    return setting_up.set_up(
        session,
        stage.workspace_id,
        settings_of_it,
        stage.teams(session),
        view_id="V0STANDUP",
        by=IVAN,
        now=stage.clock(),
    )


def turn(stage: Stage, session: Session, role: Role, state: State) -> tuple[Turn, Line]:
    """Return Bo's turn, or Pat's as its owner, and something that was planned before it."""
    standup, user_id, now = build(stage, session), PAT if role is Role.OWNER else BO, stage.clock()
    for day in range(2):
        planning.begin(
            session,
            standup,
            held_on=now.date() - timedelta(days=1 - day),
            asks_at=now,
            closes_at=now + timedelta(days=1),
            members={user_id: standup.links[0].team_id},
            now=now,
        )
    before, theirs = session.query(Turn).filter_by(user_id=user_id).order_by(Turn.id).all()
    before.state = State.ANSWERED
    line = Line(
        workspace_id=stage.workspace_id,
        standup_id=standup.id,
        user_id=user_id,
        turn_id=before.id,
        words="Ship it",
    )
    session.add(line)
    theirs.state = state
    theirs.out_because = Out.AWAY if state is State.OUT else None
    theirs.skipped_because = Skip.AWAY if state is State.SKIPPED else None
    if state in _HEARD:
        theirs.answers = {"win": "Ivan repaired it"}
    session.flush()
    session.expire_all()
    found = turns.get_turn(session, workspace_id=stage.workspace_id, turn_id=theirs.id)
    (carried,) = lines.list_carried(session, found)
    return found, carried


def try_to(
    verb: str, theirs: Turn, line: Line, stage: Stage, session: Session
) -> tuple[Clicks, Clicks, Forms]:
    """Return what does it: buttons, those that only open something, and forms with answers."""
    value = str(theirs.id)
    words = {DONE.words: "The export"}
    ways: dict[str, tuple[Clicks, Clicks, Forms]] = {
        "answer": (
            [
                (receipt.DROP, f"{value}:{line.id}"),
                *(
                    []
                    if theirs.state in _HEARD
                    else [(prompt.ON_PLAN, value), (prompt.TICK, f"{value}:{line.id}")]
                ),
            ],
            [(prompt.ANSWER, value), (form.AFRESH, value), (receipt.CELEBRATE, value)],
            [(form.form(theirs, [line], Filled()), words)],
        ),
        "block": (
            [],
            [(prompt.BLOCKED, value)],
            [
                (
                    blocking.form(theirs, stage.teams(session), []),
                    {"What is in your way?": "The export", "What do you need?": "A date"},
                )
            ],
        ),
        "skip": ([(prompt.SKIP, f"{Skip.AWAY}:{value}")], [], []),
    }
    return ways[verb]


def changes(stage: Stage, session: Session) -> tuple[Clicks, Clicks, Forms]:
    """Return what changes a stand-up of IT, or sets a new one up."""
    standup = build(stage, session)
    chosen, offered = setting_up.settings_of(standup), Offered(stage.teams(session), {}, [])
    where = f":{standup.id}:{standup.version}:"
    question = asked.form(standup.questions[0], {"standup_id": standup.id, "key": "done"})
    return (
        [(asked.MENU, f"{asked.REMOVE}{where}done"), (asked.MENU, f"{asked.UP}{where}plan")],
        [
            (card.CHANGE, str(standup.id)),
            (card.QUESTIONS, str(standup.id)),
            (asked.ADD, where),
            (asked.MENU, f"{asked.EDIT}{where}done"),
        ],
        [
            (settings.form(chosen, offered, Shown(chosen)), {}),
            (settings.form(chosen, offered, Shown(chosen, standup.id, 1)), {}),
            (question, {"What do you ask?": "What did you do?"}),
        ],
    )


def report(stage: Stage, session: Session) -> Clicks:
    """Return what has a report of it sent."""
    return [(reports.SEND, str(build(stage, session).id))]


def runs(stage: Stage, session: Session) -> tuple[Clicks, Clicks]:
    """Return what asks outside the schedule, and what only shows."""
    value = str(build(stage, session).id)
    return [(card.TRY, value), (card.ASK_NOW, value)], [(card.LOOK, value), (card.PREVIEW, value)]
