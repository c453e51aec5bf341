"""The card of an escalation: one in the answering team's channel, a copy with the raiser."""

from collections.abc import Sequence

from bot.escalations.blocks import status
from bot.escalations.models import Escalation
from bot.escalations.rules import State, Urgency
from bot.slack import block_kit
from bot.slack.values import Json

ACKNOWLEDGE = "escalations.acknowledge"
ANSWER = "escalations.answer"
ACCEPT = "escalations.accept"
REOPEN = "escalations.reopen"
OPEN = "escalations.open"

URGENCIES = {
    Urgency.HIGH: "High (30 minutes)",
    Urgency.NORMAL: "Normal (4 hours)",
    Urgency.LOW: "Low (1 day)",
}

_ANSWER = 700
"""Characters of an answer in a message's text. Slack takes 4,000 bytes of text in an edit
(chat.update, `msg_too_long`), and a character has up to five once it is escaped."""


def card(escalation: Escalation) -> tuple[str, list[Json]]:
    """Return the text and the blocks for the answering team's channel."""
    return _text(escalation), [*_body(escalation), *_team_buttons(escalation)]


def copy(escalation: Escalation) -> tuple[str, list[Json]]:
    """Return the text and the blocks for the raiser: the same state, with nothing to press."""
    return _text(escalation), _body(escalation)


def look(escalation: Escalation) -> Json:
    """Return the card as a modal, to read."""
    return block_kit.modal(
        escalation.name, _body(escalation), callback_id="notice", submit=None, close="Close"
    )


def asked_directly(escalation: Escalation, why: str) -> tuple[str, list[Json]]:
    """Return what tells a person outside the channel that they are asked, and `why`."""
    blocks = [block_kit.section(why), *_body(escalation), *_team_buttons(escalation)]
    return f"{why} {_text(escalation)}", blocks


def answered(escalation: Escalation, *, open_to_reply: bool) -> tuple[str, list[Json]]:
    """Return what tells the raiser the answer, with Accept and Reopen while these are open."""
    who, _ = status.who_and_when(escalation.answered_by, escalation.answered_at)
    answer = escalation.answer or ""
    text = f"{who} answered {escalation.name}: {block_kit.quote(answer, _ANSWER)}"
    next_ = "Is that the answer you needed?" if open_to_reply else status.sentence(escalation)
    blocks = [
        block_kit.header(f"{escalation.name} has an answer"),
        block_kit.context(f"You asked: {block_kit.quote(escalation.ask, status.EXCERPT)}"),
        block_kit.section(f"*{who} answered:*"),
        block_kit.words(answer),
        block_kit.section(next_),
    ]
    return text, [*blocks, *(_raiser_buttons(escalation) if open_to_reply else [])]


def _text(escalation: Escalation) -> str:
    """Return what a notification, and a screen reader, says of the whole card."""
    part_of = f"Part of {escalation.initiative.name}. " if escalation.initiative else ""
    return (
        f"{block_kit.quote(_title(escalation))}. "
        f"Stuck: “{block_kit.quote(escalation.stuck, status.EXCERPT)}” "
        f"Needed: “{block_kit.quote(escalation.ask, status.EXCERPT)}” "
        f"{part_of}{status.sentence(escalation)}"
    )


def _title(escalation: Escalation) -> str:
    raising, answering = escalation.raising_team.name, escalation.answering_team.name
    return f"{escalation.name}, {escalation.urgency.value} urgency: {raising} asks {answering}"


def _body(escalation: Escalation) -> list[Json]:
    blocks = [
        block_kit.header(_title(escalation)),
        block_kit.section("*What is stuck*"),
        block_kit.words(escalation.stuck),
        block_kit.section("*What is needed*"),
        block_kit.words(escalation.ask),
    ]
    if escalation.answer and escalation.state in {State.ANSWERED, State.ACCEPTED}:
        blocks += [block_kit.section("*Answer*"), block_kit.words(escalation.answer)]
    raiser = block_kit.mention(escalation.raised_by)
    return [
        *blocks,
        *_part_of(escalation),
        block_kit.section(status.sentence(escalation)),
        block_kit.context(f"Raised by {raiser}, {block_kit.moment(escalation.raised_at)}"),
    ]


def _part_of(escalation: Escalation) -> list[Json]:
    initiative = escalation.initiative
    if initiative is None:
        return []
    return [block_kit.section(f"Part of {initiative.name}: {block_kit.quote(initiative.title)}")]


def _team_buttons(escalation: Escalation) -> Sequence[Json]:
    answer = block_kit.button("Answer", action_id=ANSWER, value=str(escalation.id))
    take = block_kit.button(
        "Acknowledge", action_id=ACKNOWLEDGE, value=str(escalation.id), style="primary"
    )
    match escalation.state:
        case State.OPEN:
            return [block_kit.actions(take, answer)]
        case State.ACKNOWLEDGED:
            return [block_kit.actions(answer)]
        case _:
            return []


def _raiser_buttons(escalation: Escalation) -> Sequence[Json]:
    value = str(escalation.id)
    return [
        block_kit.actions(
            block_kit.button("Accept", action_id=ACCEPT, value=value, style="primary"),
            block_kit.button("Reopen", action_id=REOPEN, value=value),
        )
    ]
