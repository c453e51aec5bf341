"""How an escalation stands: who has it, and what happens next."""

from collections.abc import Callable, Mapping
from datetime import datetime

from bot.escalations.models import Escalation
from bot.escalations.rules import Level, Roster, State, Who, ladders
from bot.slack import block_kit

EXCERPT = 200
"""Characters of a person's words inside a sentence of ours."""

MISSED = 2
"""Reminders that its owner has had once the promised time has passed."""


def sentence(escalation: Escalation) -> str:
    """Return one or two sentences: who has it, and what happens next."""
    return _SENTENCES[escalation.state](escalation)


def closed_teams(escalation: Escalation) -> str:
    """Return which of its teams were closed, and by whom; they may be open again by now."""
    both = (escalation.answering_team, escalation.raising_team)
    closed = [
        f"*{block_kit.quote(team.name)}* was closed by {block_kit.mention(team.closed_by)}"
        for team in both
        if team.closed_by is not None
    ]
    return " and ".join(closed) or "One of its teams was closed"


def _open(escalation: Escalation) -> str:
    return f"{_reopened(escalation)}{_asked_now(escalation)}"


def _snoozed(escalation: Escalation) -> str:
    owner = block_kit.mention(escalation.acknowledged_by or "")
    return f"{owner} has it, and looks at it again {_promised(escalation)}."


def _asked_back(escalation: Escalation) -> str:
    owner = block_kit.mention(escalation.acknowledged_by or "")
    asker, question = block_kit.mention(escalation.asker_id), escalation.question or ""
    asked = block_kit.quote(question, EXCERPT)
    return f"{owner} has it, and first needs to know from {asker}: “{asked}”"


def _answered(escalation: Escalation) -> str:
    asker = block_kit.mention(escalation.asker_id)
    return (
        f"{_answered_by(escalation)} {asker} can accept it or reopen. Without a word it counts as "
        "accepted after two working days."
    )


def _closed(escalation: Escalation) -> str:
    return f"Closed. {_answered_by(escalation)} {_accepted(escalation)}"


def _withdrawn(escalation: Escalation) -> str:
    asker, when = who_and_when(escalation.asker_id, escalation.withdrawn_at)
    because = block_kit.quote(escalation.withdrawn_because or "", EXCERPT)
    return f"{asker} withdrew it, {when}{f': {because}' if because else '.'}"


def _reopened(escalation: Escalation) -> str:
    if escalation.reopened_at is None:
        return ""
    asker, when = block_kit.mention(escalation.asker_id), block_kit.moment(escalation.reopened_at)
    why = block_kit.quote(escalation.reopened_because or "", EXCERPT)
    return f"{asker} reopened it, {when}: {why}\n"


def _asked_now(escalation: Escalation) -> str:
    people = block_kit.mentions(escalation.asked)
    ladder, level = escalation.ladder.rule, escalation.level
    due = block_kit.moment(_time(escalation.due_at))
    if level == ladder.last:
        return f"It is with the sponsors, {people}. Unless somebody takes it, I ask again {due}."
    next_ = whom_next(escalation)
    if level == 0:
        return f"{people} can take it or answer it. Unless somebody does, I ask {next_} {due}."
    here = whom(ladder.level(level), escalation)
    return f"It is with {here}: {people}. Unless somebody takes it, I ask {next_} {due}."


def _owed(escalation: Escalation) -> str:
    owner, taken = who_and_when(escalation.acknowledged_by, escalation.acknowledged_at)
    asker, promised = block_kit.mention(escalation.asker_id), _promised(escalation)
    if escalation.reminders < MISSED:
        return f"{owner} took it, {taken}, and promised {asker} an answer by {promised}."
    due = block_kit.moment(_time(escalation.due_at))
    return (
        f"{owner} took it, {taken}, and promised {asker} an answer by {promised}, "
        f"which has passed. Unless it comes, I ask {whom_next(escalation)} {due}."
    )


_SENTENCES: Mapping[State, Callable[[Escalation], str]] = {
    State.OPEN: _open,
    State.ACKNOWLEDGED: _owed,
    State.SNOOZED: _snoozed,
    State.ASKED_BACK: _asked_back,
    State.ANSWERED: _answered,
    State.ACCEPTED: _closed,
    State.WITHDRAWN: _withdrawn,
}


def _promised(escalation: Escalation) -> str:
    return block_kit.moment(_time(escalation.promised_at))


def _answered_by(escalation: Escalation) -> str:
    who, when = who_and_when(escalation.answered_by, escalation.answered_at)
    return f"{who} answered, {when}."


def _accepted(escalation: Escalation) -> str:
    when = block_kit.moment(_time(escalation.accepted_at))
    if escalation.accepted_by is None:
        asker = block_kit.mention(escalation.asker_id)
        return f"{asker} said nothing for two working days, so it counts as accepted, {when}."
    return f"{block_kit.mention(escalation.accepted_by)} accepted it, {when}."


def whom_next(escalation: Escalation) -> str:
    """Return in words who is asked next, as things are: who has just been asked is not."""
    ladder, roster = escalation.ladder.rule, Roster(escalation.people(), escalation.asker_id)
    start = min(escalation.level + 1, ladder.last)
    level = ladders.ask(ladder, roster, start=start, just_asked=escalation.asked).level
    return whom(ladder.level(level), escalation)


def whom(
    level: Level, escalation: Escalation, *, written: Callable[[str], str] = block_kit.quote
) -> str:
    """Return in words whom a level means, without names: a name would call them before their time.

    As in "the leads of both teams and 2 more". `written` is how a team's name is, in mrkdwn.
    """
    roles = _roles(
        set(level.who),
        asked=f"the leads of {written(escalation.answering_team.name)}",
        asking=f"the leads of {written(escalation.raising_team.name)}",
    )
    return _with_more(roles, len(level.people))


def _roles(who: set[Who], *, asked: str, asking: str) -> list[str]:
    both = {Who.LEADS, Who.OTHER_LEADS}
    found = []
    if both <= who:
        found.append("the leads of both teams")
    else:
        found += [asked] if Who.LEADS in who else []
        found += [asking] if Who.OTHER_LEADS in who else []
    found += ["the liaisons of both teams"] if Who.LIAISONS in who else []
    return [*found, *(["the sponsors"] if Who.SPONSORS in who else [])]


def _with_more(roles: list[str], people: int) -> str:
    if people and not roles:
        return "the person who is next" if people == 1 else f"the {people} people who are next"
    more = [f"{people} more"] if people else []
    *first, last = [*roles, *more] or ["nobody"]
    return f"{', '.join(first)} and {last}" if first else last


def who_and_when(by: str | None, at: datetime | None) -> tuple[str, str]:
    """Return a person and an instant as Slack draws them; a state always has both."""
    if by is None or at is None:
        raise ValueError("this state has no person or no time")
    return block_kit.mention(by), block_kit.moment(at)


def _time(at: datetime | None) -> datetime:
    if at is None:
        raise ValueError("this state has no time")
    return at
