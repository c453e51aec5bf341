"""What the channel, the people asked and the raiser are told when an escalation moves."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import outbox
from bot.escalations import rules
from bot.escalations.blocks import card as cards
from bot.escalations.blocks import sentences
from bot.escalations.models import Escalation
from bot.slack.values import Json


def announce(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Post the card in the answering team's channel, and a copy to the raiser."""
    channel_id, raiser = escalation.answering_team.channel_id, escalation.raised_by
    outbox.post(
        session,
        _draft(escalation, escalation.card_key, channel_id, cards.card(escalation)),
        _draft(escalation, escalation.copy_key, raiser, cards.copy(escalation)),
        workspace_id=escalation.workspace_id,
        now=now,
    )


def tell_acknowledged(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and tell the raiser who has it."""
    redraw(session, escalation, now=now)
    copy = _message(session, escalation, escalation.copy_key)
    key = f"{escalation.name}:acknowledged:{now:%Y%m%dT%H%M%S.%f}"
    outbox.reply(session, to=copy, key=key, text=sentences.acknowledged(escalation), now=now)


def tell_answered(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and ask the raiser whether the answer will do."""
    redraw(session, escalation, now=now)
    drawn = cards.answered(escalation, open_to_reply=True)
    draft = _draft(escalation, escalation.answer_key, escalation.raised_by, drawn)
    outbox.post(session, draft, workspace_id=escalation.workspace_id, now=now)


def tell_accepted(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and take the buttons off the answer."""
    redraw(session, escalation, now=now)
    _redraw_answer(session, escalation, now)


def tell_reopened(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, take the buttons off the answer, and ask again in the thread."""
    redraw(session, escalation, now=now)
    _redraw_answer(session, escalation, now)
    _ask_in_thread(session, escalation, sentences.reopened(escalation), now)


def tell_advanced(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and ask the next people in its thread, or directly if that is not theirs."""
    redraw(session, escalation, now=now)
    _ask_in_thread(session, escalation, sentences.moved_up(escalation), now)
    directly = rules.asked_directly(
        cards.people_asked(escalation),
        leads=escalation.answering_team.leads,
        raiser=escalation.raised_by,
    )
    drawn = cards.asked_directly(escalation, sentences.asked_directly(escalation))
    drafts = [
        _draft(escalation, f"{escalation.notice_key}:{user_id}", user_id, drawn)
        for user_id in directly
    ]
    if drafts:
        outbox.post(session, *drafts, workspace_id=escalation.workspace_id, now=now)


def redraw(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Make the card and the raiser's copy show the escalation as it is now."""
    for key, (text, blocks) in (
        (escalation.card_key, cards.card(escalation)),
        (escalation.copy_key, cards.copy(escalation)),
    ):
        target = _message(session, escalation, key)
        outbox.update(session, target=target, text=text, blocks=blocks, now=now)


def _redraw_answer(session: Session, escalation: Escalation, now: datetime) -> None:
    text, blocks = cards.answered(escalation, open_to_reply=False)
    target = _message(session, escalation, escalation.answer_key)
    outbox.update(session, target=target, text=text, blocks=blocks, now=now)


def _ask_in_thread(session: Session, escalation: Escalation, text: str, now: datetime) -> None:
    card = _message(session, escalation, escalation.card_key)
    outbox.reply(session, to=card, key=escalation.notice_key, text=text, now=now)


def _message(session: Session, escalation: Escalation, key: str) -> outbox.OutboxMessage:
    return outbox.get_message(session, workspace_id=escalation.workspace_id, key=key)


def _draft(
    escalation: Escalation, key: str, destination: str, drawn: tuple[str, list[Json]]
) -> outbox.Draft:
    text, blocks = drawn
    return outbox.Draft(key, destination, text, blocks, owner_id=escalation.raised_by)
