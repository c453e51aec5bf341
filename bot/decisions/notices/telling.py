"""Writing down what people are told when a decision is written down, and when it moves."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy.orm import Session

from bot import nudges
from bot.decisions import queries
from bot.decisions.blocks import sentences
from bot.decisions.models import Decision
from bot.decisions.notices import messages, over
from bot.decisions.notices.moves import Moved, told
from bot.decisions.rules import Move, State, Succession
from bot.roadmap import notices as roadmap


def announce(session: Session, decision: Decision, *, now: datetime) -> None:
    """Post the cards, and ask those who have to approve it; or inform, if it is decided."""
    readers = _readers(session, decision)
    first: list[nudges.Said] = [*messages.cards(decision)]
    if decision.state is State.PROPOSED:
        first += messages.to_approvers(decision, readers, since=decision.proposed_at, now=now)
        first += messages.to_contributors(decision, readers, since=decision.proposed_at, now=now)
    else:
        first += messages.to_informed(decision, readers, now=now)
    nudges.say(session, first, workspace_id=decision.workspace_id, now=now)
    _show_on_roadmap(session, decision, now=now)
    _tell_of_followed(session, decision, by=decision.driver_id, now=now)


def tell(session: Session, moved: Moved) -> None:
    """Redraw the cards, and tell those whom the move concerns."""
    decision, now = moved.decision, moved.now
    nudges.withdraw_about(
        session, *over.subjects(moved), workspace_id=decision.workspace_id, now=now
    )
    readers = _readers(session, decision)
    nudges.say(session, told(moved, readers), workspace_id=decision.workspace_id, now=now)
    _show_on_roadmap(session, decision, now=now)
    if decision.state_at == now and moved.move not in {Move.REPLACE, Move.REVERSE}:
        _tell_of_followed(session, decision, by=moved.by, now=now)


def redraw(session: Session, decision: Decision, *, now: datetime) -> None:
    """Make the cards show the decision as it is now."""
    nudges.say(session, messages.redrawn(decision), workspace_id=decision.workspace_id, now=now)


def _tell_of_followed(
    session: Session, decision: Decision, *, by: str | None, now: datetime
) -> None:
    """Let the one that this follows say what is proposed, or holds, in its place."""
    if decision.follows_id is None:
        return
    followed = queries.get_decision(
        session, workspace_id=decision.workspace_id, decision_id=decision.follows_id
    )
    replaced = followed.state_at == now and followed.state is not State.ACCEPTED
    if not replaced:
        redraw(session, followed, now=now)
        return
    move = Move.REVERSE if decision.follows_as is Succession.REVERSE else Move.REPLACE
    tell(session, Moved(followed, move, now, by=by))


def _readers(session: Session, decision: Decision) -> Collection[str]:
    """Return those of its people who may read its words."""
    everybody = {each.user_id for each in decision.participants} | {decision.driver_id}
    everybody |= {each for team in decision.teams for each in team.sponsors}
    everybody |= {each.stand_in_id for each in decision.participants if each.stand_in_id}
    return queries.find_readers(session, decision, everybody)


def _show_on_roadmap(session: Session, decision: Decision, *, now: datetime) -> None:
    if decision.initiative_id is not None:
        roadmap.tell_linked(
            session,
            workspace_id=decision.workspace_id,
            initiative_id=decision.initiative_id,
            kind="decision",
            name=decision.name,
            title=sentences.RESTRICTED if decision.restricted_to else decision.title,
            state=decision.state.value,
            now=now,
        )
