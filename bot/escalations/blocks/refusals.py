"""Why something cannot be done to an escalation: who did what, and when, or whose it is."""

from bot.escalations.blocks.status import who_and_when
from bot.escalations.models import Escalation
from bot.escalations.rules import Move, State
from bot.slack import block_kit

_ASKERS = {Move.ACCEPT, Move.REOPEN, Move.WITHDRAW, Move.REPLY}
_OWNERS = {Move.PROMISE, Move.SNOOZE, Move.ASK_BACK}


def not_theirs(escalation: Escalation, move: Move) -> str:
    """Return what somebody is told whose it is not to do this."""
    name, asker = escalation.name, block_kit.mention(escalation.asker_id)
    if move in _ASKERS:
        return f"Only {asker}, who raised {name}, can do that."
    if move in _OWNERS and escalation.acknowledged_by:
        return f"Only {block_kit.mention(escalation.acknowledged_by)}, who has {name}, can do that."
    if move in _OWNERS:
        return f"Nobody has {name}. Press Acknowledge first."
    return (
        f"Only {asker}, who raised {name}, whoever has it, and the leads and sponsors of its two "
        "teams can do that."
    )


def private(escalation: Escalation) -> str:
    """Return what somebody is told who is not on the ladder of a private one."""
    return f"{escalation.name} is private: only the people on its ladder see it."


def not_for_you(escalation: Escalation) -> str:
    """Return what somebody is told who has nothing to do with it, and wants to read it."""
    if escalation.private_at is not None:
        return private(escalation)
    raiser = block_kit.mention(escalation.raised_by)
    return f"{escalation.name} is between its two teams. Ask {raiser}, who raised it."


def nothing_to_celebrate(escalation: Escalation) -> str:
    """Return why an escalation is no win, by an older card: it was reopened, or is private."""
    return f"{escalation.name} is open again, or private. Type `/win` to celebrate somebody."


def too_late(escalation: Escalation) -> str:
    """Return why a click changed nothing: who did what, and when."""
    return f"Nothing changed: {_latest(escalation)}"


def _latest(escalation: Escalation) -> str:
    name, asker = escalation.name, block_kit.mention(escalation.asker_id)
    match escalation.state:
        case State.ACKNOWLEDGED | State.SNOOZED:
            owner, when = who_and_when(escalation.acknowledged_by, escalation.acknowledged_at)
            return f"{owner} took {name}, {when}."
        case State.ASKED_BACK:
            owner, when = who_and_when(escalation.acknowledged_by, escalation.question_at)
            return f"{owner} has {name} and asked {asker} for more, {when}."
        case State.ANSWERED:
            who, when = who_and_when(escalation.answered_by, escalation.answered_at)
            return f"{who} answered {name}, {when}."
        case State.ACCEPTED:
            accepted_by = escalation.accepted_by or escalation.asker_id
            who, when = who_and_when(accepted_by, escalation.accepted_at)
            did = (
                "accepted the answer" if escalation.accepted_by else "did not object to the answer"
            )
            return f"{name} is closed. {who} {did}, {when}."
        case State.WITHDRAWN:
            who, when = who_and_when(escalation.asker_id, escalation.withdrawn_at)
            return f"{name} is closed. {who} withdrew it, {when}."
        case State.OPEN:
            when = block_kit.moment(escalation.reopened_at or escalation.raised_at)
            did = "reopened" if escalation.reopened_at else "raised"
            return f"{asker} {did} {name}, {when}, and nobody has it."
