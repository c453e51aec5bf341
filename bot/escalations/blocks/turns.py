"""What tells the asker that it is their turn: the answer, or a question."""

from collections.abc import Sequence

from bot.escalations.blocks import status
from bot.escalations.blocks.card import ACCEPT, REOPEN, REPLY, Drawn, sort_of
from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json

_ANSWER = 700
"""Characters of an answer in a message's text. Slack takes 4,000 bytes of text in an edit
(chat.update, `msg_too_long`), and a character has up to five once it is escaped."""


def answered(escalation: Escalation, *, open_to_reply: bool) -> Drawn:
    """Return what tells the asker the answer, with Accept and Reopen while these are open."""
    who, _ = status.who_and_when(escalation.answered_by, escalation.answered_at)
    answer = escalation.answer or ""
    text = f"{who} answered {escalation.name}: {block_kit.quote(answer, _ANSWER)}"
    next_ = status.sentence(escalation)
    if open_to_reply:
        next_ = (
            "Is that the answer you needed? If you say nothing, it counts as accepted after two "
            "working days."
        )
    blocks = [
        block_kit.header(f"{escalation.name} has an answer"),
        block_kit.context(f"You asked: {block_kit.quote(escalation.ask, status.EXCERPT)}"),
        block_kit.section(f"*{who} answered{sort_of(escalation)}:*"),
        block_kit.words(answer),
        block_kit.section(next_),
    ]
    return text, [*blocks, *(_asker_buttons(escalation) if open_to_reply else [])]


def asked_back(escalation: Escalation, *, open_to_reply: bool) -> Drawn:
    """Return what asks the asker for more, with Reply while its owner waits for that."""
    owner, question = block_kit.mention(escalation.acknowledged_by or ""), escalation.question or ""
    said = f"{owner} has {escalation.name}, and needs to know more from you before they can answer."
    if not open_to_reply:
        # Somebody else may have it by now, or nobody.
        said = f"{escalation.name} could not be answered before more was known from you."
    next_ = "Until you reply, the time is yours." if open_to_reply else status.sentence(escalation)
    reply = block_kit.button("Reply", action_id=REPLY, value=str(escalation.id), style="primary")
    blocks = [
        block_kit.header(f"{escalation.name} needs more from you"),
        block_kit.section(said),
        block_kit.words(question),
        block_kit.section(next_),
    ]
    text = f"{said} {block_kit.quote(question, _ANSWER)}"
    return text, [*blocks, *([block_kit.actions(reply)] if open_to_reply else [])]


def _asker_buttons(escalation: Escalation) -> Sequence[Json]:
    value = str(escalation.id)
    return [
        block_kit.actions(
            block_kit.button("Accept", action_id=ACCEPT, value=value, style="primary"),
            block_kit.button("Reopen", action_id=REOPEN, value=value),
        )
    ]
