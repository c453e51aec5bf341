"""A win in some states, in which Pat has one role, and what can be tried on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.permissions import Role
from bot.wins import notices, queries
from bot.wins.blocks import forms, posts, settings
from bot.wins.blocks.forms import Context, Filled
from bot.wins.blocks.settings import Shown
from bot.wins.models import Win
from bot.wins.operations import giving, posting
from bot.wins.operations.giving import Gift
from bot.wins.rules import State
from bot.wins.rules.choices import Choices
from sandbox.model import Json
from tests.permitted.stage import BO, MAYA, PAT, Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]

WORDS = "Shipped the new checkout in two weeks"
VERBS = ("undo", "celebrate", "thank", "edit")


def build(stage: Stage, session: Session, role: Role, state: State) -> Win:
    """Return one of IT that Maya, or Pat as its owner, gave to Bo, or to Pat; it has been told."""
    giver = PAT if role is Role.OWNER else MAYA
    teams, now = stage.teams(session), stage.clock()
    gift = Gift(WORDS, [PAT if role is Role.MEMBER else BO], teams[1])
    win = giving.give(session, stage.workspace_id, gift, by=giver, now=now).win
    for post in posting.send(session, win, teams, now=now):
        notices.post(session, post, now=now)
    if state is State.UNDONE:
        giving.undo(session, stage.workspace_id, win.id, by=giver, now=now)
    session.flush()
    session.expire_all()
    return queries.get_win(session, workspace_id=stage.workspace_id, win_id=win.id)


def try_to(verb: str, win: Win) -> tuple[Clicks, Clicks, Forms]:
    """Return what does it: buttons, those that only open something, and forms with answers."""
    value = str(win.id)
    edit = forms.edit_form(win, [], [], [])
    ways: dict[str, tuple[Clicks, Clicks, Forms]] = {
        "undo": ([(posts.MORE, f"{posts.UNDO}:{value}"), (posts.TAKE_BACK, value)], [], []),
        "celebrate": ([(posts.CELEBRATE, value)], [], []),
        "edit": (
            [],
            [(posts.MORE, f"{posts.EDIT}:{value}"), (posts.CHANGE, value)],
            [(edit, {"what": f"{WORDS}, all of us"})],
        ),
        "thank": ([], [(posts.THANK, value)], [(forms.thanks_form(win), {"words": "Great"})]),
    }
    return ways[verb]


def choices() -> tuple[Json, Mapping[str, Any]]:
    """Return the form of what leads choose, and what is filled in."""
    return settings.form(Choices(), shown=Shown(Choices())), {"values@0": "Customers first"}


def new(stage: Stage, session: Session, *, at_once: bool) -> tuple[Json, Mapping[str, Any]]:
    """Return the form that gives one of IT, and what is filled in; it may ask to send it."""
    it = stage.teams(session)[1]
    form = forms.form(
        [it],
        [],
        home=it,
        filled=Filled(),
        context=Context(),
        values=[],
        may_send_at_once=True,
    )
    ticked = {"at_once": ["Tell it now, not in the morning"]} if at_once else {}
    return form, {"people": ["Bo"], "what": WORDS} | ticked
