"""What those are told who have to act."""

from bot.escalations.blocks.sentences import REASON, because, by_when, moment_of
from bot.escalations.blocks.status import closed_teams, whom_next
from bot.escalations.models import Escalation, Participant
from bot.escalations.rules import Move
from bot.slack import block_kit


def moved_up(escalation: Escalation) -> str:
    """Return the post in the card's thread that asks the next people."""
    people, name = block_kit.mentions(escalation.asked), escalation.name
    if escalation.level == escalation.ladder.rule.last:
        return f"{people}, {name} still has no answer. Please decide who takes it."
    return f"{people}, nobody has answered {name} in time. Please agree who takes it."


def jumped(escalation: Escalation, *, by: str, why: str) -> str:
    """Return the post in the card's thread when somebody asked a higher level."""
    people, who = block_kit.mentions(escalation.asked), block_kit.mention(by)
    return f"{people}, {who} moved {escalation.name} up to you: {block_kit.quote(why, REASON)}"


def released(escalation: Escalation, *, owner_id: str | None) -> str:
    """Return what those asked are told when whoever took it is away, or has left.

    Nobody had taken it if it is a team that is closed.
    """
    people, name = block_kit.mentions(escalation.asked), escalation.name
    if owner_id is None:
        return f"{people}, {closed_teams(escalation)}. Please agree who takes {name}."
    owner = block_kit.mention(owner_id)
    return f"{people}, {owner} had taken {name} and is not here. Please agree who takes it."


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


def reminder(escalation: Escalation) -> str:
    """Return what its owner is told half-way, and when the time has come."""
    name, asker = escalation.name, block_kit.mention(escalation.asker_id)
    if escalation.first_late_at is None or escalation.reminders == 1:
        return f"You promised {asker} an answer to {name} {by_when(escalation)}."
    due = block_kit.moment(moment_of(escalation.due_at))
    return (
        f"You promised {asker} an answer to {name} {by_when(escalation)}, and that has passed. "
        f"Please answer, hand it over, or promise another time; else I ask "
        f"{whom_next(escalation)} {due}."
    )


def woken(escalation: Escalation) -> str:
    """Return what its owner is told when it is no longer put off."""
    asker = block_kit.mention(escalation.asker_id)
    return (
        f"You put {escalation.name} off until now. {asker} expects an answer {by_when(escalation)}."
    )


def reopened(escalation: Escalation) -> str:
    """Return the post in the card's thread that says what is still missing."""
    people = dict.fromkeys([escalation.answered_by or "", *escalation.asked])
    asker = block_kit.mention(escalation.asker_id)
    why = block_kit.quote(escalation.reopened_because or "", REASON)
    return f"{block_kit.mentions(people)}: {asker} reopened {escalation.name}. Missing: {why}"


def replied_to_you(escalation: Escalation, text: str) -> str:
    """Return what its owner is told when the asker has replied."""
    asker, reply = block_kit.mention(escalation.asker_id), block_kit.quote(text, REASON)
    return (
        f"{asker} replied about {escalation.name}: “{reply}” Your answer is promised "
        f"{by_when(escalation)}."
    )


def handed_to_you(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what its new owner is told."""
    who = block_kit.mention(by)
    return (
        f"{who} handed {escalation.name} over to you{because(why)} The answer is promised "
        f"{by_when(escalation)}."
    )
