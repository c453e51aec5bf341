"""The messages of an escalation: its card, the asker's copy, and who is told what directly."""

from collections.abc import Iterator
from datetime import datetime

from bot import nudges, outbox
from bot.escalations.blocks import asks
from bot.escalations.blocks import card as cards
from bot.escalations.models import Escalation
from bot.escalations.rules import Move, State, Urgency
from bot.outbox.operations.writing import KEEP_TRYING_FOR
from bot.slack.values import Json

Message = outbox.Draft | outbox.Change | outbox.Reply | nudges.Nudge


def card(escalation: Escalation) -> outbox.Draft:
    """Return the card in the answering team's channel, as a new message."""
    channel_id = escalation.answering_team.channel_id
    return _draft(escalation, escalation.card_key, channel_id, cards.card(escalation))


def copy(escalation: Escalation) -> outbox.Draft:
    """Return the asker's copy of the card, as a new message."""
    return _draft(escalation, escalation.copy_key, escalation.asker_id, cards.copy(escalation))


def redrawn(escalation: Escalation) -> Iterator[outbox.Change]:
    """Yield the card and the asker's copy, as the escalation is now."""
    yield outbox.Change(escalation.card_key, *cards.card(escalation))
    yield outbox.Change(escalation.copy_key, *cards.copy(escalation))


def answer(escalation: Escalation) -> outbox.Draft:
    """Return what tells the asker the answer, and asks whether it will do."""
    drawn = cards.answered(escalation, open_to_reply=True)
    return _draft(escalation, escalation.answer_key, escalation.asker_id, drawn)


def question(escalation: Escalation) -> outbox.Draft:
    """Return what asks the asker for more."""
    drawn = cards.asked_back(escalation, open_to_reply=True)
    return _draft(escalation, escalation.question_key, escalation.asker_id, drawn)


def closed(escalation: Escalation) -> Iterator[outbox.Change]:
    """Yield what the asker was asked, without what can be pressed no more."""
    if escalation.answered_at and escalation.state is not State.ANSWERED:
        drawn = cards.answered(escalation, open_to_reply=False)
        yield outbox.Change(escalation.answer_key, *drawn)
    if escalation.question_at and escalation.state is not State.ASKED_BACK:
        drawn = cards.asked_back(escalation, open_to_reply=False)
        yield outbox.Change(escalation.question_key, *drawn)


def in_thread(escalation: Escalation, text: str) -> outbox.Reply:
    """Return what asks the people of its level, below the card."""
    return outbox.Reply(escalation.card_key, escalation.notice_key, text)


def below_card(escalation: Escalation, move: Move, text: str, *, now: datetime) -> outbox.Reply:
    """Return what is said below the card, to nobody in particular."""
    return outbox.Reply(escalation.card_key, _key(escalation, move, "said", now), text)


def to_asker(
    escalation: Escalation, move: Move, text: str, *, now: datetime
) -> Iterator[outbox.Reply]:
    """Yield what the asker is told below their copy, unless they want to hear nothing of it."""
    if escalation.asker_id not in escalation.muted:
        key = _key(escalation, move, "asker", now)
        yield outbox.Reply(escalation.copy_key, key, text)


def directly(escalation: Escalation, *, why: Move) -> Iterator[nudges.Nudge]:
    """Yield what tells those asked who may not see the card in its channel.

    The answering team's leads have it; Slack tells nobody of a mention where they are not.
    """
    for each in escalation.participants:
        is_there = each.user_id in escalation.answering_team.leads
        if each.asked_at is None or (is_there and each.asked_for == each.user_id):
            continue
        said = asks.asked_directly(escalation, each, why=why)
        yield ask(escalation, each.user_id, f"{escalation.notice_key}:{each.user_id}", said)


def to_owner(escalation: Escalation, move: Move, said: str, *, now: datetime) -> nudges.Nudge:
    """Return what tells whoever has it what they have to do."""
    owner = escalation.acknowledged_by or ""
    return ask(escalation, owner, _key(escalation, move, owner, now), said)


def press_asker(escalation: Escalation, move: Move, *, now: datetime) -> nudges.Nudge:
    """Return what reminds the asker that it is their turn."""
    asker = escalation.asker_id
    if escalation.state is State.ASKED_BACK:
        drawn = cards.asked_back(escalation, open_to_reply=True)
    else:
        drawn = cards.answered(escalation, open_to_reply=True)
    return _nudge(escalation, asker, _key(escalation, move, asker, now), drawn)


def to_followers(
    escalation: Escalation, move: Move, said: str, *, by: str | None, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what those are told who follow it; of news that wait, only the newest is told."""
    others = {by, escalation.asker_id, escalation.acknowledged_by}
    for each in escalation.participants:
        if each.followed_at and each.user_id not in others:
            yield nudges.Nudge(
                _key(escalation, move, each.user_id, now),
                each.user_id,
                said,
                [],
                owner_id=escalation.asker_id,
                about=f"{escalation.name}:news",
            )


def ask(escalation: Escalation, user_id: str, key: str, why: str) -> nudges.Nudge:
    """Return what asks somebody directly, and `why`."""
    return _nudge(escalation, user_id, key, cards.asked_directly(escalation, why))


def _nudge(
    escalation: Escalation, user_id: str, key: str, drawn: tuple[str, list[Json]]
) -> nudges.Nudge:
    text, blocks = drawn
    return nudges.Nudge(
        key,
        user_id,
        text,
        blocks,
        urgent=escalation.urgency is Urgency.HIGH,
        owner_id=escalation.asker_id,
        within=KEEP_TRYING_FOR,
        about=escalation.name,
    )


def _key(escalation: Escalation, move: Move, of: str, now: datetime) -> str:
    return f"{escalation.name}:{move}:{now:%Y%m%dT%H%M%S.%f}:{of}"


def _draft(
    escalation: Escalation, key: str, destination: str, drawn: tuple[str, list[Json]]
) -> outbox.Draft:
    text, blocks = drawn
    return outbox.Draft(key, destination, text, blocks, owner_id=escalation.asker_id)
