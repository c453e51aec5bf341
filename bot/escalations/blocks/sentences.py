"""What is said about an escalation besides its card."""

from datetime import date

from bot.escalations.blocks.status import people_asked, who_and_when
from bot.escalations.models import Escalation
from bot.escalations.rules import Level, State
from bot.slack import block_kit
from bot.slack.values import Json

SET_UP_FIRST = "escalations.set_up_first"

HELP = (
    "*Escalations: asking until there is an answer*\n"
    "Type `/escalate` where you are and say what is stuck, what you need and how urgent it is. The "
    "other team gets a card in its channel, and you get a copy.\n"
    "• Its leads are asked first. If nobody takes it in time, I ask the leads of both teams, and "
    "then the sponsor, every day. In time is 30 minutes for High, 4 hours for Normal, 1 day for "
    "Low.\n"
    "• *Acknowledge* on the card means: I owe you an answer. *Answer* sends it.\n"
    "• The answer comes to you. *Accept* closes it, *Reopen* says what is missing, and asks again."
)


def set_up_first(text: str, *, channel_id: str) -> tuple[str, list[Json]]:
    """Return what is said before the teams are set up; what was typed rides on the button."""
    draft = f"{channel_id} {text}"
    fits = len(draft) <= block_kit.BUTTON_VALUE_MAX
    sentence = "Before you can escalate, I need to know your two teams and who leads them."
    kept = "Nothing is lost. You typed:"
    if not fits:
        kept = "It is too long for me to keep, so please copy what you typed:"
    button = block_kit.button(
        "Set up", action_id=SET_UP_FIRST, value=draft if fits else channel_id, style="primary"
    )
    typed = [block_kit.section(kept), block_kit.words(text)] if text else []
    blocks = [block_kit.section(sentence), *typed, block_kit.actions(button)]
    return f"{sentence} {f'{kept} {block_kit.quote(text)}' if text else ''}".strip(), blocks


def too_long(text: str, limit: int) -> str:
    """Return what is said of a command whose text does not fit into the form."""
    return (
        f"That is {len(text):,} characters, and the form takes {limit:,}. Please shorten it, or "
        f"type `/escalate` alone and put the rest into the second field. You typed:\n"
        f"{block_kit.escape(text)}"
    )


def moved_up(escalation: Escalation) -> str:
    """Return the post in the card's thread that asks the next people."""
    people = block_kit.mentions(people_asked(escalation))
    if escalation.level is Level.SPONSORS:
        return f"{people}, {escalation.name} still has no owner. Please decide who takes it."
    return (
        f"{people}, nobody has taken {escalation.name} in time. Please agree which of you takes it."
    )


def released(escalation: Escalation, *, owner_id: str) -> str:
    """Return what those asked are told when whoever took it has left the company."""
    people = block_kit.mentions(people_asked(escalation))
    return (
        f"{people}, {block_kit.mention(owner_id)} had taken {escalation.name} and is not here any "
        "more. Please agree who takes it."
    )


def asked_directly(escalation: Escalation) -> str:
    """Return why a person is asked who is not in the answering team's channel."""
    where = block_kit.channel(escalation.answering_team.channel_id)
    nobody = f"Nobody in {where} has taken {escalation.name} in time"
    if escalation.level is Level.SPONSORS:
        return f"{nobody}, so I ask you as the sponsor: please decide who takes it."
    return f"{nobody}, so I ask you as a lead of {block_kit.quote(escalation.raising_team.name)}."


def standing_in(escalation: Escalation, *, away_id: str, until: date) -> str:
    """Return why a person is asked who stands in for somebody who is away."""
    return (
        f"{block_kit.mention(away_id)} is away until {block_kit.day(until)} and you stand in for "
        f"them, so I ask you about {escalation.name}."
    )


def reopened(escalation: Escalation) -> str:
    """Return the post in the card's thread that says what is still missing."""
    people = dict.fromkeys([escalation.answered_by or "", *people_asked(escalation)])
    raiser = block_kit.mention(escalation.raised_by)
    why = block_kit.quote(escalation.reopened_because or "", 1500)
    return f"{block_kit.mentions(people)}: {raiser} reopened {escalation.name}. Missing: {why}"


def acknowledged(escalation: Escalation) -> str:
    """Return what the raiser is told when somebody took it."""
    owner = block_kit.mention(escalation.acknowledged_by or "")
    return f"{owner} has taken {escalation.name} and owes you an answer."


def only_the_raiser(escalation: Escalation) -> str:
    """Return what somebody else is told who wants to judge the answer."""
    raiser = block_kit.mention(escalation.raised_by)
    return f"Only {raiser}, who raised {escalation.name}, can accept its answer or reopen it."


def not_for_you(escalation: Escalation) -> str:
    """Return what somebody is told who has nothing to do with it, and wants to read it."""
    raiser = block_kit.mention(escalation.raised_by)
    return f"{escalation.name} is between its two teams. Ask {raiser}, who raised it."


def too_late(escalation: Escalation) -> str:
    """Return why a click changed nothing: who did what, and when."""
    return f"Nothing changed: {_latest(escalation)}"


def _latest(escalation: Escalation) -> str:
    name, raiser = escalation.name, block_kit.mention(escalation.raised_by)
    match escalation.state:
        case State.ACKNOWLEDGED:
            owner, when = who_and_when(escalation.acknowledged_by, escalation.acknowledged_at)
            return f"{owner} took {name}, {when}."
        case State.ANSWERED:
            who, when = who_and_when(escalation.answered_by, escalation.answered_at)
            return f"{who} answered {name}, {when}."
        case State.ACCEPTED:
            raiser, when = who_and_when(escalation.raised_by, escalation.accepted_at)
            return f"{name} is closed. {raiser} accepted the answer, {when}."
        case State.OPEN:
            when = block_kit.moment(escalation.reopened_at or escalation.raised_at)
            did = "reopened" if escalation.reopened_at else "raised"
            return f"{raiser} {did} {name}, {when}, and nobody has answered since."
