"""The messages of an escalation: its card, the asker's copy, and who is told what directly."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot import nudges, outbox
from bot.escalations.blocks import asks, turns
from bot.escalations.blocks import card as cards
from bot.escalations.models import Escalation, Participant
from bot.escalations.rules import Move, State, Urgency
from bot.outbox.operations.writing import KEEP_TRYING_FOR
from bot.slack.values import Json


def card(escalation: Escalation, drawn: cards.Drawn | None = None) -> Iterator[outbox.Draft]:
    """Yield the card in the answering team's channel, as a new message.

    Of a private one, yield that of each person who is to have one; those who have it already get
    no second one, for its key is used once.
    """
    drawn = drawn or cards.card(escalation)
    if escalation.private_at is None:
        yield _draft(escalation, escalation.card_key, escalation.answering_team.channel_id, drawn)
    for each in _holders(escalation):
        key = escalation.card_key_of(each.user_id)
        draft = _draft(escalation, key, each.user_id, drawn)
        yield replace(draft, not_before=each.card_at)


def _holders(escalation: Escalation) -> list[Participant]:
    audience = escalation.audience()
    return [each for each in _with_card(escalation) if each.user_id in audience]


def _with_card(escalation: Escalation) -> list[Participant]:
    return [each for each in escalation.participants if each.card_at is not None]


def copy(escalation: Escalation, drawn: cards.Drawn | None = None) -> outbox.Draft:
    """Return the asker's copy of the card, as a new message."""
    drawn = drawn or cards.copy(escalation)
    return _draft(escalation, escalation.copy_key, escalation.asker_id, drawn)


def redrawn(escalation: Escalation) -> Iterator[outbox.Change]:
    """Yield the card and the asker's copy, as the escalation is now.

    Whoever has the card of a private one, and no place on its ladder any more, has no word of it.
    """
    card_, copy_ = cards.both(escalation)
    if escalation.private_at is None:
        yield outbox.Change(escalation.card_key, *card_)
    audience, left = escalation.audience(), cards.not_yours(escalation)
    for each in _with_card(escalation):
        drawn = card_ if each.user_id in audience else left
        yield outbox.Change(escalation.card_key_of(each.user_id), *drawn)
    yield outbox.Change(escalation.copy_key, *copy_)


def answer(escalation: Escalation) -> outbox.Draft:
    """Return what tells the asker the answer, and asks whether it will do."""
    drawn = turns.answered(escalation, open_to_reply=True)
    return _draft(escalation, escalation.answer_key, escalation.asker_id, drawn)


def question(escalation: Escalation) -> outbox.Draft:
    """Return what asks the asker for more."""
    drawn = turns.asked_back(escalation, open_to_reply=True)
    return _draft(escalation, escalation.question_key, escalation.asker_id, drawn)


def closed(escalation: Escalation) -> Iterator[outbox.Change]:
    """Yield what the asker was asked, without what can be pressed no more."""
    if escalation.answered_at and escalation.state is not State.ANSWERED:
        drawn = turns.answered(escalation, open_to_reply=False)
        yield outbox.Change(escalation.answer_key, *drawn)
    if escalation.question_at and escalation.state is not State.ASKED_BACK:
        drawn = turns.asked_back(escalation, open_to_reply=False)
        yield outbox.Change(escalation.question_key, *drawn)


def in_thread(escalation: Escalation, text: str) -> Iterator[nudges.Said]:
    """Yield what asks the people of its level, below the card.

    Of a private one, yield the card of whoever has none yet instead.
    """
    if escalation.private_at is None:
        yield outbox.Reply(escalation.card_key, escalation.notice_key, text)
        return
    yield from card(escalation)
    notice = f"{escalation.name}:notice:{escalation.asked_at:%Y%m%dT%H%M%S.%f}"
    for each in _holders(escalation):
        has_card = each.card_at is not None and each.card_at < escalation.asked_at
        if each.asked_at is not None and has_card:
            key = escalation.card_key_of(each.user_id)
            yield outbox.Reply(key, f"{notice}:{each.user_id}", text)


def below_card(
    escalation: Escalation, move: Move, text: str, *, now: datetime
) -> Iterator[outbox.Reply]:
    """Yield what is said below the card, to nobody in particular."""
    key = _key(escalation, move, "said", now)
    if escalation.private_at is None:
        yield outbox.Reply(escalation.card_key, key, text)
    for each in _holders(escalation):
        yield outbox.Reply(escalation.card_key_of(each.user_id), f"{key}:{each.user_id}", text)


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
    if escalation.private_at is not None:
        return  # they have the card
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
        drawn = turns.asked_back(escalation, open_to_reply=True)
    else:
        drawn = turns.answered(escalation, open_to_reply=True)
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
