"""The card of an escalation: one in the answering team's channel, a copy with its asker."""

from collections.abc import Sequence

from bot.escalations.blocks import status
from bot.escalations.models import Escalation
from bot.escalations.rules import ENDED, AnswerKind, Kind, State, Urgency
from bot.slack import block_kit
from bot.slack.values import Json

ACKNOWLEDGE = "escalations.acknowledge"
ANSWER = "escalations.answer"
ACCEPT = "escalations.accept"
REOPEN = "escalations.reopen"
REPLY = "escalations.reply"
OPEN = "escalations.open"
CELEBRATE = "escalations.celebrate"

URGENCIES = {
    Urgency.HIGH: "High (30 minutes)",
    Urgency.NORMAL: "Normal (4 hours)",
    Urgency.LOW: "Low (1 day)",
}
KINDS = {
    Kind.COMMUNICATION: "Communication",
    Kind.PROCESS: "Process",
    Kind.OBJECTIVE: "Objective",
}
ANSWERS = {
    AnswerKind.DECIDED: "Decided",
    AnswerKind.UNBLOCKED: "Unblocked",
    AnswerKind.DECLINED: "Declined",
    AnswerKind.REDIRECTED: "Somebody else's",
}

Drawn = tuple[str, list[Json]]
"""A message's text, for notifications and screen readers, and its blocks."""


def card(escalation: Escalation) -> Drawn:
    """Return the text and the blocks for the answering team's channel."""
    return both(escalation)[0]


def copy(escalation: Escalation) -> Drawn:
    """Return the text and the blocks for the asker: the same state, and what else they can do."""
    return both(escalation)[1]


def both(escalation: Escalation) -> tuple[Drawn, Drawn]:
    """Return the card and its copy, of which most is the same: a sweep draws hundreds."""
    text, blocks = _shown(escalation)
    own = [*blocks, block_kit.actions(*_celebrate(escalation), _more(escalation))]
    return (text, [*blocks, *_team_buttons(escalation)]), (text, own)


def _shown(escalation: Escalation) -> Drawn:
    said = status.sentence(escalation)
    return _text(escalation, said), body(escalation, said)


def not_yours(escalation: Escalation) -> Drawn:
    """Return what is left of a private one's card for somebody whom it concerns no more."""
    text = f"{escalation.name} is private, and not with you any more."
    return text, [block_kit.section(text)]


def moved_away(escalation: Escalation) -> Drawn:
    """Return what becomes of the card in the channel of a team that has given it to another."""
    where = block_kit.channel(escalation.answering_team.channel_id)
    team = block_kit.quote(escalation.answering_team.name)
    said = f"{escalation.name} is with {team} now, in {where}."
    return said, [block_kit.section(said)]


def asked_directly(escalation: Escalation, why: str) -> Drawn:
    """Return what tells a person outside the channel that they are asked, and `why`."""
    text, blocks = _shown(escalation)
    buttons = _team_buttons(escalation)
    return f"{why} {text}", [block_kit.section(why), *blocks, *buttons]


def sort_of(escalation: Escalation) -> str:
    """Return what sort of answer it is, in brackets; nothing of an old one."""
    kind = escalation.answer_kind
    return f" ({ANSWERS[kind].lower()})" if kind else ""


def _text(escalation: Escalation, said: str) -> str:
    """Return what a notification, and a screen reader, says of the whole card."""
    part_of = f"Part of {escalation.initiative.name}. " if escalation.initiative else ""
    return (
        f"{block_kit.quote(title(escalation))}. "
        f"Stuck: “{block_kit.quote(escalation.stuck, status.EXCERPT)}” "
        f"Needed: “{block_kit.quote(escalation.ask, status.EXCERPT)}” "
        f"{part_of}{said}"
    )


def title(escalation: Escalation) -> str:
    """Return which escalation it is: how urgent, and who asks whom."""
    raising, answering = escalation.raising_team.name, escalation.answering_team.name
    return f"{escalation.name}, {escalation.urgency.value} urgency: {raising} asks {answering}"


def body(escalation: Escalation, said: str) -> list[Json]:
    """Return what the card says, without its buttons; `said` is how it stands."""
    blocks = [
        block_kit.header(title(escalation)),
        block_kit.section("*What is stuck*"),
        block_kit.words(escalation.stuck),
        block_kit.section("*What is needed*"),
        block_kit.words(escalation.ask),
    ]
    if escalation.answer and escalation.state in {State.ANSWERED, State.ACCEPTED}:
        blocks += [
            block_kit.section(f"*Answer{sort_of(escalation)}*"),
            block_kit.words(escalation.answer),
        ]
    return [
        *blocks,
        *_part_of(escalation),
        block_kit.section(said),
        block_kit.context(_origin(escalation)),
    ]


def _origin(escalation: Escalation) -> str:
    raiser, when = block_kit.mention(escalation.raised_by), block_kit.moment(escalation.raised_at)
    parts = [f"Raised by {raiser}, {when}"]
    if escalation.kind:
        parts.append(KINDS[escalation.kind])
    if escalation.needed_on:
        parts.append(f"Needed by {block_kit.day(escalation.needed_on)}")
    if escalation.permalink:
        parts.append(f"<{escalation.permalink}|The message>")
    if escalation.decision:
        parts.append(f"Saved as {escalation.decision.name}")
    if escalation.private_at:
        parts.append("Private: only the people on its ladder see it")
    return " · ".join(parts)


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
    more = _more(escalation)
    if escalation.state is State.OPEN:
        return [block_kit.actions(take, answer, more)]
    if escalation.state in {State.ANSWERED, *ENDED}:
        return [block_kit.actions(*_celebrate(escalation), more)]
    return [block_kit.actions(answer, more)]


def _celebrate(escalation: Escalation) -> list[Json]:
    if not escalation.is_worth_celebrating:
        return []
    return [block_kit.button("Celebrate it", action_id=CELEBRATE, value=str(escalation.id))]


def _more(escalation: Escalation) -> Json:
    return block_kit.button("More", action_id=OPEN, value=str(escalation.id))
