"""An escalation in every state, in which Pat has one role, and what can be tried on it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.escalations import notices, queries
from bot.escalations.blocks import card, more
from bot.escalations.blocks.forms import answering as answering_forms
from bot.escalations.blocks.forms import joining as joining_forms
from bot.escalations.blocks.forms import owning as owning_forms
from bot.escalations.blocks.forms.context import Context
from bot.escalations.blocks.forms.raising import Typed
from bot.escalations.models import Escalation, Participant
from bot.escalations.notices import Moved
from bot.escalations.operations import answering, owning, raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import AnswerKind, Move, State, Urgency
from bot.permissions import Role
from sandbox.model import Json
from tests.permitted.stage import BO, MAYA, PAT, Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]

ONLY_PRESSED = {
    "acknowledge": [card.ACKNOWLEDGE],
    "accept": [card.ACCEPT],
}
OPENING = {
    "answer": card.ANSWER,
    "reopen": card.REOPEN,
    "reply": card.REPLY,
    "promise": more.PROMISE,
    "hand_over": more.HAND_OVER,
    "redirect": more.HAND_OVER,
    "snooze": more.SNOOZE,
    "ask_back": more.ASK_BACK,
    "withdraw": more.WITHDRAW,
    "jump": more.JUMP,
}
LOOKING = {"open": [card.OPEN]}
FOLLOWING = {"follow": [more.FOLLOW, more.MUTE]}
JOINING = {"join"}
VERBS = [*ONLY_PRESSED, *OPENING, *LOOKING, *FOLLOWING, *JOINING]


def build(stage: Stage, session: Session, role: Role, state: State) -> Escalation:
    """Return one that Maya, or Pat as its owner, raised; Pat as its member takes and answers it.

    As a follower Pat takes part in it.
    """
    raiser = PAT if role is Role.OWNER else MAYA
    helper = PAT if role is Role.MEMBER else BO
    marketing, it = stage.teams(session)
    escalation = raising.raise_(
        session,
        workspace_id=stage.workspace_id,
        problem=Problem("The export fails", "Somebody who repairs it", Urgency.NORMAL),
        raising_team=marketing,
        answering_team=it,
        view_id="V0ESCALATION",
        by=raiser,
        now=stage.clock(),
    )
    session.flush()
    notices.announce(session, escalation, now=stage.clock())
    if role is Role.FOLLOWER:
        session.add(
            Participant(workspace_id=stage.workspace_id, escalation_id=escalation.id, user_id=PAT)
        )
    reach = _Reaching(stage, session, escalation.id, raiser, helper)
    _REACH[state](reach)
    if state is State.OPEN and role is Role.MEMBER:
        reach.answer()
        reach.move(answering.reopen, Move.REOPEN, raiser, why="It fails again")
    session.flush()
    session.expire_all()
    return queries.get_escalation(
        session, workspace_id=stage.workspace_id, escalation_id=escalation.id
    )


class _Reaching:
    """How an escalation gets into a state, by hands that are not Pat's unless they have to be."""

    def __init__(
        self, stage: Stage, session: Session, escalation_id: int, raiser: str, helper: str
    ) -> None:
        self.stage, self.session, self.escalation_id = stage, session, escalation_id
        self.raiser, self.helper = raiser, helper

    def move(self, operation: Callable[..., Escalation], move: Move, by: str, **more: Any) -> None:
        now = self.stage.clock()
        told = self.stage.workspace_id, self.escalation_id
        escalation = operation(self.session, *told, by=by, now=now, **more)
        moved = Moved(escalation, move, now, by=by, why=more.get("why"))
        notices.tell(self.session, moved)

    def take(self) -> None:
        self.move(owning.acknowledge, Move.ACKNOWLEDGE, self.helper)

    def put_off(self) -> None:
        self.take()
        until = self.stage.clock() + timedelta(days=3)
        self.move(owning.snooze, Move.SNOOZE, self.helper, until=until, why="Later")

    def ask_back(self) -> None:
        self.take()
        self.move(owning.ask_back, Move.ASK_BACK, self.helper, question="Which export?")

    def answer(self) -> None:
        answer: dict[str, Any] = {"text": "Repaired", "kind": AnswerKind.UNBLOCKED}
        self.move(answering.answer, Move.ANSWER, self.helper, **answer)

    def accept(self) -> None:
        self.answer()
        self.move(answering.accept, Move.ACCEPT, self.raiser)

    def withdraw(self) -> None:
        self.take()
        self.move(answering.withdraw, Move.WITHDRAW, self.raiser, why="It works again")


_REACH: Mapping[State, Callable[[_Reaching], None]] = {
    State.OPEN: lambda _reaching: None,
    State.ACKNOWLEDGED: _Reaching.take,
    State.SNOOZED: _Reaching.put_off,
    State.ASKED_BACK: _Reaching.ask_back,
    State.ANSWERED: _Reaching.answer,
    State.ACCEPTED: _Reaching.accept,
    State.WITHDRAWN: _Reaching.withdraw,
}


def try_to(
    verb: str, escalation: Escalation, stage: Stage, session: Session
) -> tuple[Clicks, Clicks, Forms]:
    """Return what does it: buttons, those that only open something, and forms with answers."""
    value = str(escalation.id)
    if verb in ONLY_PRESSED:
        return [(each, value) for each in ONLY_PRESSED[verb]], [], []
    if verb in LOOKING:
        return [], [(each, value) for each in LOOKING[verb]], []
    if verb in FOLLOWING:
        return [(each, value) for each in FOLLOWING[verb]], [(more.TIMELINE, value)], []
    if verb in JOINING:
        team_id = escalation.answering_team_id
        form = joining_forms.join_form(
            escalation, Context("C0IT0000003", team_id=team_id), Typed("It fails", "A date")
        )
        return [], [], [(form, {})]
    form, answers = _form(verb, escalation, stage, session)
    return [], [(OPENING[verb], value)], [(form, answers)]


def _form(
    verb: str, escalation: Escalation, stage: Stage, session: Session
) -> tuple[Json, Mapping[str, Any]]:
    until = {"until": f"{stage.clock() + timedelta(days=1):%Y-%m-%d %H:%M}"}
    teams = stage.teams(session)
    return {
        "answer": lambda: (answering_forms.answer_form(escalation), {"answer": "Repaired"}),
        "reopen": lambda: (answering_forms.reopen_form(escalation), {"why": "It fails again"}),
        "reply": lambda: (answering_forms.reply_form(escalation), {"reply": "All of them"}),
        "withdraw": lambda: (answering_forms.withdraw_form(escalation), {}),
        "jump": lambda: (answering_forms.jump_form(escalation), {"why": "It burns"}),
        "promise": lambda: (owning_forms.promise_form(escalation), until),
        "snooze": lambda: (owning_forms.snooze_form(escalation), until),
        "ask_back": lambda: (
            owning_forms.ask_back_form(escalation),
            {"question": "Which export?"},
        ),
        "hand_over": lambda: (owning_forms.hand_over_form(escalation, teams), {"to": "Ana"}),
        "redirect": lambda: (
            owning_forms.hand_over_form(escalation, teams),
            {"team": "Marketing"},
        ),
    }[verb]()
