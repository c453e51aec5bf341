"""Asking the people of a level, and those of the next one if nobody is there."""

from collections.abc import Collection, Mapping
from datetime import datetime

from bot.escalations.models import Escalation, Participant
from bot.escalations.queries.availability import Availability
from bot.escalations.rules import Asked, Urgency, ladders
from bot.worktime.rules import waiting


def ask(
    escalation: Escalation,
    availability: Availability,
    *,
    start: int,
    just_asked: Collection[str] = (),
    now: datetime,
) -> Asked:
    """Ask those of the level `start`, or of the next one where somebody is, and return them.

    Their time begins now.
    """
    roster = availability.roster(escalation)
    ladder = escalation.ladder.rule
    asked = ladders.ask(ladder, roster, start=start, just_asked=just_asked)
    escalation.level = asked.level
    escalation.highest_level = max(escalation.highest_level, asked.level)
    escalation.asked_at, escalation.reminders = now, 0
    within = ladder.within(asked.level, escalation.urgency)
    escalation.due_at = waiting.due(availability.calendars(asked.people), now, within, now=now)
    escalation.notice_key = f"{escalation.name}:notice:{now:%Y%m%dT%H%M%S.%f}"
    put(escalation, asked.people, now=now)
    if escalation.private_at is not None:
        _hand_out(escalation, availability, now)
    return asked


def _hand_out(escalation: Escalation, availability: Availability, now: datetime) -> None:
    """Let everybody who is asked about a private one have a card of their own.

    Unless it is urgent they get it when they may be written to. The notice that counts is the card
    of the first of them, or what is said below it if they have it already.
    """
    for each in escalation.participants:
        if each.asked_at is not None and each.card_at is None:
            each.card_at = now
            if escalation.urgency is not Urgency.HIGH:
                each.card_at = availability.reachable(each.user_id, now)
    first = next(each for each in escalation.participants if each.asked_at is not None)
    is_new = first.card_at is not None and first.card_at >= now
    escalation.notice_key = (
        escalation.card_key_of(first.user_id)
        if is_new
        else f"{escalation.notice_key}:{first.user_id}"
    )


def put(escalation: Escalation, people: Mapping[str, str], *, now: datetime) -> None:
    """Note that exactly these people are asked from now on, each for whom."""
    for each in escalation.participants:
        if each.user_id not in people:
            each.asked_at = each.asked_for = None
    for user_id, of in people.items():
        participant = take_part(escalation, user_id)
        participant.asked_at, participant.asked_for = now, of


def take_part(escalation: Escalation, user_id: str) -> Participant:
    """Return what somebody is to the escalation; it is new if they were nothing to it."""
    for each in escalation.participants:
        if each.user_id == user_id:
            return each
    new = Participant(workspace_id=escalation.workspace_id, user_id=user_id)
    escalation.participants.append(new)
    return new


def end(escalation: Escalation, *, now: datetime) -> None:
    """Ask nobody any more: it is finished."""
    put(escalation, {}, now=now)
    escalation.due_at = None
