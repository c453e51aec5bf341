"""What people are told when an escalation moves, besides its card."""

from datetime import datetime

from bot.escalations.blocks.status import EXCERPT, whom, whom_next
from bot.escalations.models import Escalation, Participant
from bot.escalations.rules import Move
from bot.slack import block_kit

_REASON = 1500
"""Characters of somebody's reason."""


def moved_up(escalation: Escalation) -> str:
    """Return the post in the card's thread that asks the next people."""
    people, name = block_kit.mentions(escalation.asked), escalation.name
    if escalation.level == escalation.ladder.rule.last:
        return f"{people}, {name} still has no answer. Please decide who takes it."
    return f"{people}, nobody has answered {name} in time. Please agree who takes it."


def jumped(escalation: Escalation, *, by: str, why: str) -> str:
    """Return the post in the card's thread when somebody asked a higher level."""
    people, who = block_kit.mentions(escalation.asked), block_kit.mention(by)
    return f"{people}, {who} moved {escalation.name} up to you: {block_kit.quote(why, _REASON)}"


def jumped_for_others(escalation: Escalation, *, by: str, why: str) -> str:
    """Return what the asker is told when somebody else asked a higher level."""
    here = whom(escalation.ladder.rule.level(escalation.level), escalation)
    who, reason = block_kit.mention(by), block_kit.quote(why, _REASON)
    return f"{who} moved {escalation.name} up to {here}: {reason}"


def moved_up_for_others(escalation: Escalation) -> str:
    """Return what followers are told when the next level is asked."""
    here = whom(escalation.ladder.rule.level(escalation.level), escalation)
    return f"Nobody answered {escalation.name} in time. I have asked {here}."


def released(escalation: Escalation, *, owner_id: str) -> str:
    """Return what those asked are told when whoever took it is away, or has left."""
    people, owner = block_kit.mentions(escalation.asked), block_kit.mention(owner_id)
    return (
        f"{people}, {owner} had taken {escalation.name} and is not here. Please agree who takes it."
    )


def asked_directly(escalation: Escalation, participant: Participant, *, why: Move) -> str:
    """Return why a person is asked who may not see the card in its channel."""
    name, asker = escalation.name, block_kit.mention(escalation.asker_id)
    if participant.asked_for not in {None, participant.user_id}:
        away = block_kit.mention(participant.asked_for or "")
        return f"{away} is away and you stand in for them, so I ask you about {name}."
    if why is Move.RAISE:
        return f"{asker} raised {name}, and you are asked first."
    if why is Move.REDIRECT:
        team = block_kit.quote(escalation.answering_team.name)
        return f"{name} is with {team} now, and you are asked."
    if why is Move.REOPEN:
        return f"{asker} reopened {name}, and you are asked again."
    nobody = f"Nobody has answered {name} in time"
    if why is Move.JUMP:
        nobody = f"{name} was moved up"
    return f"{nobody}, so I ask you{_as_what(escalation, participant.user_id)}."


def _as_what(escalation: Escalation, user_id: str) -> str:
    answering, raising = escalation.answering_team, escalation.raising_team
    if escalation.level == escalation.ladder.rule.last:
        return " as the sponsor: please decide who takes it"
    for team in (answering, raising):
        if user_id in team.leads:
            return f" as a lead of {block_kit.quote(team.name)}"
    return ""


def acknowledged(escalation: Escalation) -> str:
    """Return what the asker is told when somebody took it."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} has taken {name} and promised an answer {_by(escalation)}."


def promised(escalation: Escalation) -> str:
    """Return what the asker is told when the answer is promised for another time."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} now promises the answer to {name} {_by(escalation)}."


def handed_over(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what the asker is told when somebody else has it."""
    who = block_kit.mention(by)
    return (
        f"{who} handed {escalation.name} over to {_owner(escalation)}{_because(why)} The answer is "
        f"promised {_by(escalation)}."
    )


def handed_to_you(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what its new owner is told."""
    who = block_kit.mention(by)
    return (
        f"{who} handed {escalation.name} over to you{_because(why)} The answer is promised "
        f"{_by(escalation)}."
    )


def redirected(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what the asker is told when another team has it."""
    team = block_kit.quote(escalation.answering_team.name)
    who = block_kit.mention(by)
    return f"{who} gave {escalation.name} to {team}{_because(why)} Its time begins anew."


def snoozed(escalation: Escalation, *, why: str | None) -> str:
    """Return what the asker is told when it is put off."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} put {name} off until {_until(escalation)}{_because(why)}"


def woken(escalation: Escalation) -> str:
    """Return what its owner is told when it is no longer put off."""
    asker = block_kit.mention(escalation.asker_id)
    return f"You put {escalation.name} off until now. {asker} expects an answer {_by(escalation)}."


def reminder(escalation: Escalation) -> str:
    """Return what its owner is told half-way, and when the time has come."""
    name, asker = escalation.name, block_kit.mention(escalation.asker_id)
    if escalation.first_late_at is None or escalation.reminders == 1:
        return f"You promised {asker} an answer to {name} {_by(escalation)}."
    due = block_kit.moment(_time(escalation.due_at))
    return (
        f"You promised {asker} an answer to {name} {_by(escalation)}, and that has passed. "
        f"Please answer, hand it over, or promise another time; else I ask "
        f"{whom_next(escalation)} {due}."
    )


def replied(escalation: Escalation, text: str) -> str:
    """Return the post in the card's thread with what the asker replied."""
    return f"{block_kit.mention(escalation.asker_id)} replied: {block_kit.quote(text, _REASON)}"


def replied_to_you(escalation: Escalation, text: str) -> str:
    """Return what its owner is told when the asker has replied."""
    asker, reply = block_kit.mention(escalation.asker_id), block_kit.quote(text, _REASON)
    return (
        f"{asker} replied about {escalation.name}: “{reply}” Your answer is promised "
        f"{_by(escalation)}."
    )


def answered(escalation: Escalation) -> str:
    """Return what followers are told of an answer."""
    who, answer = block_kit.mention(escalation.answered_by or ""), escalation.answer or ""
    return f"{who} answered {escalation.name}: {block_kit.quote(answer, EXCERPT)}"


def accepted(escalation: Escalation) -> str:
    """Return what followers are told when the answer is accepted."""
    return f"{escalation.name} is closed: its answer was accepted."


def accepted_without_a_word(escalation: Escalation) -> str:
    """Return what the asker is told when their silence was taken for a yes."""
    return (
        f"You said nothing to the answer to {escalation.name} for two working days, so it counts "
        "as accepted. If it will not do, please raise it again."
    )


def reopened(escalation: Escalation) -> str:
    """Return the post in the card's thread that says what is still missing."""
    people = dict.fromkeys([escalation.answered_by or "", *escalation.asked])
    asker = block_kit.mention(escalation.asker_id)
    why = block_kit.quote(escalation.reopened_because or "", _REASON)
    return f"{block_kit.mentions(people)}: {asker} reopened {escalation.name}. Missing: {why}"


def reopened_for_others(escalation: Escalation) -> str:
    """Return what followers are told when the answer was not good enough."""
    asker = block_kit.mention(escalation.asker_id)
    why = block_kit.quote(escalation.reopened_because or "", EXCERPT)
    return f"{asker} reopened {escalation.name}. Missing: {why}"


def withdrawn(escalation: Escalation) -> str:
    """Return what its owner and followers are told when nothing is needed any more."""
    asker, because = block_kit.mention(escalation.asker_id), escalation.withdrawn_because
    return f"{asker} withdrew {escalation.name}{_because(because)} Nobody needs to do anything."


def joined(escalation: Escalation, *, by: str, words: str) -> str:
    """Return what is said below the card when somebody has the same problem."""
    said = f": {block_kit.quote(words, _REASON)}" if words else "."
    return f"{block_kit.mention(by)} has the same problem as {escalation.name}{said}"


def inherited(escalation: Escalation) -> str:
    """Return what somebody is told who judges the answer in place of whoever raised it."""
    raiser = block_kit.mention(escalation.raised_by)
    return f"{raiser} raised {escalation.name} and has left, so its answer comes to you."


def _owner(escalation: Escalation) -> str:
    return block_kit.mention(escalation.acknowledged_by or "")


def _until(escalation: Escalation) -> str:
    return block_kit.moment(_time(escalation.promised_at))


def _by(escalation: Escalation) -> str:
    return f"by {_until(escalation)}"


def _because(why: str | None) -> str:
    """Return a reason, or the end of the sentence."""
    return f": “{block_kit.quote(why, EXCERPT)}”." if why else "."


def _time(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("this state has no time")
    return at
