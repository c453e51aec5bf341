"""Why something cannot be done to a decision: who did what, and when, or whose it is."""

from bot.decisions.blocks import sentences
from bot.decisions.models import Decision, Participant
from bot.decisions.rules import Move, Part, State
from bot.slack import block_kit

_APPROVERS = {Move.APPROVE, Move.REJECT, Move.ABSTAIN, Move.DELEGATE}

_STATES = {
    State.REJECTED: "was rejected",
    State.EXPIRED: "expired",
    State.WITHDRAWN: "was withdrawn",
    State.SUPERSEDED: "was superseded",
    State.REVERSED: "was reversed",
}


def restricted(decision: Decision) -> str:
    """Return what somebody is told who is not in the private channel that it is kept in."""
    driver = block_kit.mention(decision.driver_id)
    return (
        f"{decision.name} is restricted: only the members of its private channel read it and "
        f"decide. Ask {driver} to invite you there."
    )


def not_theirs(decision: Decision, move: Move) -> str:
    """Return what somebody is told whose it is not to do this."""
    name, driver = decision.name, block_kit.mention(decision.driver_id)
    if move in _APPROVERS:
        approvers = decision.in_part(Part.APPROVER)
        who = block_kit.mentions(each.user_id for each in approvers) if approvers else "nobody"
        return f"Nothing changed: only the approvers of {name} can do that, {who}."
    if move is Move.ACKNOWLEDGE:
        return f"Nobody waits for you to acknowledge {name}. You can read it all the same."
    if move is Move.REPLACE:
        return (
            f"Only {driver}, who drives {name}, its approvers, and the leads and sponsors of its "
            "team can amend, supersede or reverse it."
        )
    return f"Only {driver}, who drives {name}, and the leads and sponsors of its team can do that."


def too_late(decision: Decision) -> str:
    """Return why a click changed nothing: who did what, and when."""
    name, when = decision.name, block_kit.moment(decision.state_at)
    successor = decision.successor
    if decision.state is State.ACCEPTED and successor and successor.state is State.PROPOSED:
        return f"{successor.name} is proposed to take the place of {name} already."
    if decision.state is State.ACCEPTED:
        who = block_kit.mention(decision.accepted_by or decision.driver_id)
        return f"Nothing changed: {name} was already approved by {who}, {when}."
    if decision.state is State.PROPOSED:
        return f"Nothing changed: {name} is not decided yet."
    by = f" by {block_kit.mention(decision.state_by)}" if decision.state_by else ""
    return f"Nothing changed: {name} {_STATES[decision.state]}{by}, {when}."


def already(decision: Decision, seat: Participant) -> str:
    """Return what somebody is told who says the same again."""
    return f"Nothing changed: {sentences.said(seat)}. {sentences.sentence(decision)}"
