"""What nobody needs to be told of a decision any more, if they have not been told yet."""

from bot.decisions.models import Decision, Participant
from bot.decisions.notices import messages
from bot.decisions.notices.moves import Moved
from bot.decisions.rules import Move, Part, State


def subjects(moved: Moved) -> list[str]:
    """Return what the nudges are about that a move has made needless."""
    decision = moved.decision
    done = [each for each in decision.participants if _is_done(decision, each)]
    over = [messages.about_part(decision, each.part, each.user_id) for each in done]
    over += [messages.about_stand_in(decision, each) for each in done if each.part is Part.APPROVER]
    if moved.move is Move.DELEGATE:
        # Whoever was asked before need not stand in any more.
        mine = [each for each in decision.in_part(Part.APPROVER) if each.user_id == moved.by]
        over += [messages.about_stand_in(decision, each) for each in mine]
    if decision.state is not State.ACCEPTED or moved.move is Move.KEEP:
        over.append(messages.about_review(decision))
    if decision.state is not State.PROPOSED and decision.state_at == moved.now:
        over.append(messages.about_driver(decision))
    return over


def _is_done(decision: Decision, person: Participant) -> bool:
    if person.part is Part.INFORMED:
        waits = decision.state is State.ACCEPTED and person.acknowledged_at is None
    else:
        waits = decision.state is State.PROPOSED and person.vote is None
    return person.removed_at is not None or not waits
