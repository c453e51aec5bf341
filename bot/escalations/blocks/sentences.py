"""What people are told when an escalation moves, besides its card."""

from datetime import datetime

from bot.escalations.blocks.status import EXCERPT, whom
from bot.escalations.models import Escalation
from bot.slack import block_kit

REASON = 1500
"""Characters of somebody's reason."""


def jumped_for_others(escalation: Escalation, *, by: str, why: str) -> str:
    """Return what the asker is told when somebody else asked a higher level."""
    here = whom(escalation.ladder.rule.level(escalation.level), escalation)
    who, reason = block_kit.mention(by), block_kit.quote(why, REASON)
    return f"{who} moved {escalation.name} up to {here}: {reason}"


def moved_up_for_others(escalation: Escalation) -> str:
    """Return what followers are told when the next level is asked."""
    here = whom(escalation.ladder.rule.level(escalation.level), escalation)
    return f"Nobody answered {escalation.name} in time. I have asked {here}."


def acknowledged(escalation: Escalation) -> str:
    """Return what the asker is told when somebody took it."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} has taken {name} and promised an answer {by_when(escalation)}."


def promised(escalation: Escalation) -> str:
    """Return what the asker is told when the answer is promised for another time."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} now promises the answer to {name} {by_when(escalation)}."


def handed_over(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what the asker is told when somebody else has it."""
    who = block_kit.mention(by)
    return (
        f"{who} handed {escalation.name} over to {_owner(escalation)}{because(why)} The answer is "
        f"promised {by_when(escalation)}."
    )


def redirected(escalation: Escalation, *, by: str, why: str | None) -> str:
    """Return what the asker is told when another team has it."""
    team = block_kit.quote(escalation.answering_team.name)
    who = block_kit.mention(by)
    return f"{who} gave {escalation.name} to {team}{because(why)} Its time begins anew."


def snoozed(escalation: Escalation, *, why: str | None) -> str:
    """Return what the asker is told when it is put off."""
    owner, name = _owner(escalation), escalation.name
    return f"{owner} put {name} off until {_until(escalation)}{because(why)}"


def replied(escalation: Escalation, text: str) -> str:
    """Return the post in the card's thread with what the asker replied."""
    return f"{block_kit.mention(escalation.asker_id)} replied: {block_kit.quote(text, REASON)}"


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


def reopened_for_others(escalation: Escalation) -> str:
    """Return what followers are told when the answer was not good enough."""
    asker = block_kit.mention(escalation.asker_id)
    why = block_kit.quote(escalation.reopened_because or "", EXCERPT)
    return f"{asker} reopened {escalation.name}. Missing: {why}"


def withdrawn(escalation: Escalation) -> str:
    """Return what its owner and followers are told when nothing is needed any more."""
    asker, why = block_kit.mention(escalation.asker_id), escalation.withdrawn_because
    return f"{asker} withdrew {escalation.name}{because(why)} Nobody needs to do anything."


def joined(escalation: Escalation, *, by: str, words: str) -> str:
    """Return what is said below the card when somebody has the same problem."""
    said = f": {block_kit.quote(words, REASON)}" if words else "."
    return f"{block_kit.mention(by)} has the same problem as {escalation.name}{said}"


def inherited(escalation: Escalation) -> str:
    """Return what somebody is told who judges the answer in place of whoever raised it."""
    raiser = block_kit.mention(escalation.raised_by)
    return f"{raiser} raised {escalation.name} and has left, so its answer comes to you."


def _owner(escalation: Escalation) -> str:
    return block_kit.mention(escalation.acknowledged_by or "")


def _until(escalation: Escalation) -> str:
    return block_kit.moment(moment_of(escalation.promised_at))


def by_when(escalation: Escalation) -> str:
    """Return by when an answer is promised."""
    return f"by {_until(escalation)}"


def because(why: str | None) -> str:
    """Return a reason, or the end of the sentence."""
    return f": “{block_kit.quote(why, EXCERPT)}”." if why else "."


def moment_of(at: datetime | None) -> datetime:
    """Return a time that this state always has; raise ValueError if it has none."""
    if at is None:
        raise ValueError("this state has no time")
    return at
