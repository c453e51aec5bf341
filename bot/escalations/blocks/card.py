"""The card of an escalation: one in the answering team's channel, a copy with the raiser."""

from collections.abc import Sequence
from datetime import datetime

from bot.escalations import rules
from bot.escalations.models import Escalation
from bot.escalations.rules import Level, State, Urgency
from bot.slack import block_kit
from bot.slack.values import Json

ACKNOWLEDGE = "escalations.acknowledge"
ANSWER = "escalations.answer"
ACCEPT = "escalations.accept"
REOPEN = "escalations.reopen"

URGENCIES = {
    Urgency.HIGH: "High (30 minutes)",
    Urgency.NORMAL: "Normal (4 hours)",
    Urgency.LOW: "Low (1 day)",
}

_EXCERPT = 200
_ANSWER = 700
"""Characters of a person's words in a message's text. Slack takes 4,000 bytes of text in an edit
(chat.update, `msg_too_long`), and a character has up to five once it is escaped."""


def card(escalation: Escalation) -> tuple[str, list[Json]]:
    """Return the text and the blocks for the answering team's channel."""
    return _text(escalation), [*_body(escalation), *_team_buttons(escalation)]


def copy(escalation: Escalation) -> tuple[str, list[Json]]:
    """Return the text and the blocks for the raiser: the same state, with nothing to press."""
    return _text(escalation), _body(escalation)


def asked_directly(escalation: Escalation, why: str) -> tuple[str, list[Json]]:
    """Return what tells a person outside the channel that they are asked, and `why`."""
    blocks = [block_kit.section(why), *_body(escalation), *_team_buttons(escalation)]
    return f"{why} {_text(escalation)}", blocks


def answered(escalation: Escalation, *, open_to_reply: bool) -> tuple[str, list[Json]]:
    """Return what tells the raiser the answer, with Accept and Reopen while these are open."""
    who, _ = who_and_when(escalation.answered_by, escalation.answered_at)
    answer = escalation.answer or ""
    text = f"{who} answered {escalation.name}: {block_kit.quote(answer, _ANSWER)}"
    next_ = "Is that the answer you needed?" if open_to_reply else _status(escalation)
    blocks = [
        block_kit.header(f"{escalation.name} has an answer"),
        block_kit.context(f"You asked: {block_kit.quote(escalation.ask, _EXCERPT)}"),
        block_kit.section(f"*{who} answered:*"),
        block_kit.words(answer),
        block_kit.section(next_),
    ]
    return text, [*blocks, *(_raiser_buttons(escalation) if open_to_reply else [])]


def people_asked(escalation: Escalation) -> list[str]:
    """Return the user ids of those asked at the level it has reached."""
    answering, raising = escalation.answering_team, escalation.raising_team
    return rules.asked(
        escalation.level,
        leads=answering.leads,
        other_leads=raising.leads,
        sponsors=[*answering.sponsors, *raising.sponsors],
    )


def who_and_when(by: str | None, at: datetime | None) -> tuple[str, str]:
    """Return a person and an instant as Slack draws them; a state always has both."""
    if by is None or at is None:
        raise ValueError("this state has no person or no time")
    return block_kit.mention(by), block_kit.moment(at)


def _text(escalation: Escalation) -> str:
    """Return what a notification, and a screen reader, says of the whole card."""
    part_of = f"Part of {escalation.initiative.name}. " if escalation.initiative else ""
    return (
        f"{block_kit.quote(_title(escalation))}. "
        f"Stuck: “{block_kit.quote(escalation.stuck, _EXCERPT)}” "
        f"Needed: “{block_kit.quote(escalation.ask, _EXCERPT)}” {part_of}{_status(escalation)}"
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
        block_kit.section(_status(escalation)),
        block_kit.context(f"Raised by {raiser}, {block_kit.moment(escalation.raised_at)}"),
    ]


def _part_of(escalation: Escalation) -> list[Json]:
    initiative = escalation.initiative
    if initiative is None:
        return []
    return [block_kit.section(f"Part of {initiative.name}: {block_kit.quote(initiative.title)}")]


def _status(escalation: Escalation) -> str:
    """Return one or two sentences: who has it, and what happens next."""
    raiser = block_kit.mention(escalation.raised_by)
    match escalation.state:
        case State.OPEN:
            return f"{_reopened(escalation)}{_asked_now(escalation)}"
        case State.ACKNOWLEDGED:
            owner, taken = who_and_when(escalation.acknowledged_by, escalation.acknowledged_at)
            return f"{owner} took it, {taken}, and owes {raiser} an answer."
        case State.ANSWERED:
            return f"{_answered_by(escalation)} {raiser} can accept it or reopen."
        case State.ACCEPTED:
            _, closed = who_and_when(escalation.raised_by, escalation.accepted_at)
            return f"Closed. {_answered_by(escalation)} {raiser} accepted it, {closed}."


def _reopened(escalation: Escalation) -> str:
    if escalation.reopened_at is None:
        return ""
    raiser, when = block_kit.mention(escalation.raised_by), block_kit.moment(escalation.reopened_at)
    why = block_kit.quote(escalation.reopened_because or "", _EXCERPT)
    return f"{raiser} reopened it, {when}: {why}\n"


def _asked_now(escalation: Escalation) -> str:
    people = block_kit.mentions(people_asked(escalation))
    due = block_kit.moment(escalation.due_at)
    # Who is next is not named: a name would call that person before their time.
    match escalation.level:
        case Level.LEADS:
            return (
                f"{people} can take it or answer it. Unless somebody does, I ask the leads of both "
                f"teams {due}."
            )
        case Level.BOTH_LEADS:
            return (
                f"It is with the leads of both teams, {people}. Unless somebody takes it, I ask "
                f"the sponsor {due}."
            )
        case Level.SPONSORS:
            return f"It is with the sponsor, {people}. Unless somebody takes it, I ask again {due}."


def _answered_by(escalation: Escalation) -> str:
    who, when = who_and_when(escalation.answered_by, escalation.answered_at)
    return f"{who} answered, {when}."


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
