"""A check-in of IT's side, and what can be tried on it."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

from bot.checkins.blocks import form, prompt
from bot.checkins.blocks.form import Filled
from bot.checkins.models import Checkin
from bot.checkins.operations import planning
from bot.checkins.queries import checkins
from bot.checkins.rules import OPEN, State
from bot.roadmap.models import Initiative
from sandbox.model import Json
from tests.permitted.stage import Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]

_SAID = {
    "How does it go?": "On track",
    "How sure are you of that?": "8",
    "When do you expect it to be done?": "2026-12-04",
}


def build(stage: Stage, session: Session, initiative: Initiative, state: State) -> Checkin:
    """Return IT's check-in of an initiative, in this state."""
    now = stage.clock()
    planning.plan(session, initiative, None, now=now)
    (plan,) = checkins.lock_plans_due(session, now=now.replace(month=12), limit=1)
    planning.begin(session, [plan], now=plan.due_at or now)
    it = stage.teams(session)[1]
    theirs = session.query(Checkin).filter_by(team_id=it.id).one()
    theirs.state = state
    theirs.due_at = theirs.due_at if state in OPEN else None
    session.flush()
    session.expire_all()
    return checkins.get_checkin(session, workspace_id=stage.workspace_id, checkin_id=theirs.id)


def answers(checkin: Checkin) -> tuple[Clicks, Forms]:
    """Return what opens its form, and what answers it."""
    return [(prompt.CHECK_IN, str(checkin.id))], [(form.form(checkin, Filled()), _SAID)]
