"""How an escalation stands: who has it, and what happens next."""

from datetime import datetime

from bot.escalations import rules
from bot.escalations.models import Escalation
from bot.escalations.rules import Level, State
from bot.slack import block_kit

EXCERPT = 200
"""Characters of a person's words inside a sentence of ours."""


def sentence(escalation: Escalation) -> str:
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
    why = block_kit.quote(escalation.reopened_because or "", EXCERPT)
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
