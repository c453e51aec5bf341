"""A decision in some states, in which Pat has one role, and what can be tried on it."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot.decisions import notices, queries
from bot.decisions.blocks import card, reviews
from bot.decisions.blocks.forms import deciding, recording
from bot.decisions.blocks.forms.recording import Filled
from bot.decisions.listeners import opening
from bot.decisions.models import Decision
from bot.decisions.operations import ending, proposing, voting
from bot.decisions.operations.proposing import Proposal
from bot.decisions.rules import State, Succession, Vote
from bot.permissions import Role
from sandbox.model import Json
from tests.permitted.stage import ANA, BO, IVAN, MAYA, PAT, Stage

Clicks = Sequence[tuple[str, str]]
Forms = Sequence[tuple[Json, Mapping[str, Any]]]

STATES = (State.PROPOSED, State.ACCEPTED, State.WITHDRAWN)
VERBS = (
    *("approve", "reject", "abstain", "delegate", "ask", "change_people", "withdraw"),
    *("acknowledge", "keep", "succeed"),
)


def build(stage: Stage, session: Session, role: Role, state: State) -> Decision:
    """Return one of IT that Maya, or Pat as its owner, drives, and Bo, or Pat, has to approve."""
    driver = PAT if role is Role.OWNER else MAYA
    approver = PAT if role is Role.MEMBER else BO
    it = stage.teams(session)[1]
    proposal = Proposal(
        "We move the newsletter",
        "From March on",
        it,
        approvers=[approver],
        informed=[PAT if role is Role.FOLLOWER else ANA],
    )
    decision = proposing.propose(
        session, stage.workspace_id, proposal, by=driver, now=stage.clock()
    )
    notices.announce(session, decision, now=stage.clock())
    here = {"session": session, "workspace_id": stage.workspace_id, "now": stage.clock()}
    if state is State.ACCEPTED:
        voting.vote(decision_id=decision.id, vote=Vote.APPROVE, by=approver, **here)
    elif state is State.WITHDRAWN:
        ending.withdraw(decision_id=decision.id, why=None, by=driver, **here)
    session.flush()
    session.expire_all()
    return queries.get_decision(session, workspace_id=stage.workspace_id, decision_id=decision.id)


def try_to(verb: str, decision: Decision, stage: Stage) -> tuple[Clicks, Clicks, Forms]:
    """Return what does it: buttons, those that only open something, and forms with answers."""
    value = str(decision.id)
    today = stage.clock().date()
    until = f"{stage.clock() + timedelta(days=1):%Y-%m-%d %H:%M}"
    tomorrow = {"review_on": f"{today + timedelta(days=9)}"}

    def chosen(what: str) -> tuple[str, str]:
        return card.MORE, f"{what}:{value}"

    ways: dict[str, tuple[Clicks, Clicks, Forms]] = {
        "approve": ([(card.APPROVE, value)], [], []),
        "abstain": ([chosen(card.ABSTAIN)], [], []),
        "acknowledge": ([(card.ACKNOWLEDGE, value)], [], []),
        "reject": ([], [(card.REJECT, value)], [(deciding.reject_form(decision), {"why": "No"})]),
        "ask": ([], [(card.ASK, value)], [(deciding.ask_form(decision), {"question": "Why?"})]),
        "delegate": (
            [],
            [chosen(card.DELEGATE)],
            [
                (
                    deciding.delegate_form(decision, until=stage.clock()),
                    {"to": "Ivan", "until": until},
                )
            ],
        ),
        "change_people": (
            [],
            [chosen(card.PEOPLE)],
            [(deciding.people_form(decision), {"approvers": ["Ivan"]})],
        ),
        "withdraw": ([], [chosen(card.WITHDRAW)], [(deciding.withdraw_form(decision), {})]),
        "keep": (
            [],
            [(reviews.KEEP, value)],
            [(reviews.keep_form(decision, today=today), tomorrow)],
        ),
        "succeed": (
            [],
            [
                (card.AMEND, value),
                (card.SUPERSEDE, value),
                *(chosen(each) for each in (card.AMENDS, card.SUPERSEDES, card.REVERSES)),
            ],
            [(_successor(decision), {"title": "Something else"})],
        ),
    }
    return ways[verb]


def new(stage: Stage, session: Session) -> Json:
    """Return the form that records one of IT."""
    it = stage.teams(session)[1]
    context = opening.Context(it.channel_id)
    return recording.record_form([it], home=it, context=context, filled=Filled())


def reading(decision: Decision) -> Clicks:
    """Return what opens its history."""
    return [(card.MORE, f"{card.HISTORY}:{decision.id}")]


def _successor(decision: Decision) -> Json:
    return recording.record_form(
        [decision.team],
        home=decision.team,
        context=opening.context_of(decision, Succession.SUPERSEDE),
        filled=Filled(approvers=[IVAN]),
    )
