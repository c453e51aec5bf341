"""An escalation as a modal: all there is to read, and all that its reader can do."""

from collections.abc import Collection, Sequence

from bot.escalations.blocks import card, status
from bot.escalations.models import Escalation, Participant
from bot.escalations.rules import Move
from bot.slack import block_kit
from bot.slack.values import Json

PROMISE = "escalations.promise"
HAND_OVER = "escalations.hand_over"
SNOOZE = "escalations.snooze"
ASK_BACK = "escalations.ask_back"
WITHDRAW = "escalations.withdraw"
JUMP = "escalations.jump"
FOLLOW = "escalations.follow"
MUTE = "escalations.mute"
TIMELINE = "escalations.timeline"

METADATA = "more"
"""What tells a click in this modal from one on a message."""

_BUTTONS = {
    Move.ACKNOWLEDGE: ("Acknowledge", card.ACKNOWLEDGE),
    Move.ANSWER: ("Answer", card.ANSWER),
    Move.ACCEPT: ("Accept", card.ACCEPT),
    Move.REOPEN: ("Reopen", card.REOPEN),
    Move.REPLY: ("Reply", card.REPLY),
    Move.PROMISE: ("Promise another time", PROMISE),
    Move.ASK_BACK: ("Need more", ASK_BACK),
    Move.SNOOZE: ("Put off", SNOOZE),
    Move.HAND_OVER: ("Hand over", HAND_OVER),
    Move.JUMP: ("Move up", JUMP),
    Move.WITHDRAW: ("Withdraw", WITHDRAW),
}
"""In the order in which they are drawn."""

MOVES = tuple(_BUTTONS)


def more(escalation: Escalation, moves: Collection[Move], mine: Participant | None) -> Json:
    """Return the modal for somebody who may make `moves`, and is `mine` to the escalation."""
    quoted = escalation.quoted
    return block_kit.modal(
        escalation.name,
        [
            *card.body(escalation, status.sentence(escalation)),
            *([block_kit.section("*The message*"), block_kit.words(quoted)] if quoted else []),
            *_moves(escalation, moves),
            block_kit.section(_told(mine)),
            block_kit.actions(
                block_kit.button("Timeline", action_id=TIMELINE, value=str(escalation.id)),
                *_listening(escalation, mine),
            ),
        ],
        callback_id="notice",
        submit=None,
        close="Close",
        metadata=METADATA,
    )


def _moves(escalation: Escalation, moves: Collection[Move]) -> Sequence[Json]:
    buttons = [
        block_kit.button(label, action_id=action_id, value=str(escalation.id))
        for move, (label, action_id) in _BUTTONS.items()
        if move in moves
    ]
    return [block_kit.section("*What you can do*"), block_kit.actions(*buttons)] if buttons else []


def _told(mine: Participant | None) -> str:
    if mine and mine.muted_at:
        return "You have muted it: I tell you only what you are asked."
    if mine and mine.followed_at:
        return "You follow it: I tell you what becomes of it."
    return "I tell you of it only what you are asked, or asked yourself."


def _listening(escalation: Escalation, mine: Participant | None) -> list[Json]:
    value = str(escalation.id)
    follow = block_kit.button("Follow", action_id=FOLLOW, value=value)
    mute = block_kit.button("Mute", action_id=MUTE, value=value)
    if mine and mine.muted_at:
        return [follow]
    return [mute] if mine and mine.followed_at else [follow, mute]
