"""What the channel, the people asked and the raiser are told when an escalation moves."""

from collections.abc import Sequence
from datetime import datetime
from itertools import chain, groupby

from sqlalchemy.orm import Session

from bot import outbox
from bot.escalations import rules
from bot.escalations.blocks import card as cards
from bot.escalations.blocks import sentences
from bot.escalations.models import Escalation
from bot.roadmap import notices as roadmap
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
    _show_on_roadmap(session, escalation, now=now)


def tell_acknowledged(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and tell the raiser who has it."""
    key = f"{escalation.name}:acknowledged:{now:%Y%m%dT%H%M%S.%f}"
    told = outbox.Reply(escalation.copy_key, key, sentences.acknowledged(escalation))
    redraw(session, escalation, now=now)
    outbox.reply(session, told, workspace_id=escalation.workspace_id, now=now)


def tell_answered(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and ask the raiser whether the answer will do."""
    redraw(session, escalation, now=now)
    drawn = cards.answered(escalation, open_to_reply=True)
    draft = _draft(escalation, escalation.answer_key, escalation.raised_by, drawn)
    outbox.post(session, draft, workspace_id=escalation.workspace_id, now=now)


def tell_accepted(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and take the buttons off the answer."""
    _redraw_with(session, escalation, _closed_answer(escalation), now=now)


def tell_reopened(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, take the buttons off the answer, and ask again in the thread."""
    _redraw_with(session, escalation, _closed_answer(escalation), now=now)
    asked = _asked_in_thread(escalation, sentences.reopened(escalation))
    outbox.reply(session, asked, workspace_id=escalation.workspace_id, now=now)


def tell_advanced(session: Session, escalations: Sequence[Escalation], *, now: datetime) -> None:
    """Redraw the cards, and ask the next people in their threads, or directly if not theirs."""
    by_workspace = sorted(escalations, key=lambda escalation: escalation.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda escalation: escalation.workspace_id):
        here = list(group)
        changes = chain.from_iterable(map(_redrawn, here))
        replies = [_asked_in_thread(each, sentences.moved_up(each)) for each in here]
        drafts = chain.from_iterable(map(_asked_directly, here))
        outbox.update(session, *changes, workspace_id=workspace_id, now=now)
        outbox.reply(session, *replies, workspace_id=workspace_id, now=now)
        outbox.post(session, *drafts, workspace_id=workspace_id, now=now)


def redraw(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Make the card and the raiser's copy show the escalation as it is now."""
    _redraw_with(session, escalation, now=now)


def _redraw_with(
    session: Session, escalation: Escalation, *others: outbox.Change, now: datetime
) -> None:
    """Redraw the cards and `others`, and what the card of its initiative says of it."""
    changes = [*_redrawn(escalation), *others]
    outbox.update(session, *changes, workspace_id=escalation.workspace_id, now=now)
    _show_on_roadmap(session, escalation, now=now)


def _show_on_roadmap(session: Session, escalation: Escalation, *, now: datetime) -> None:
    if escalation.initiative_id is not None:
        roadmap.tell_linked(
            session,
            workspace_id=escalation.workspace_id,
            initiative_id=escalation.initiative_id,
            kind="escalation",
            name=escalation.name,
            title=escalation.stuck,
            state=escalation.state.value,
            now=now,
        )


def _redrawn(escalation: Escalation) -> list[outbox.Change]:
    return [
        outbox.Change(escalation.card_key, *cards.card(escalation)),
        outbox.Change(escalation.copy_key, *cards.copy(escalation)),
    ]


def _closed_answer(escalation: Escalation) -> outbox.Change:
    return outbox.Change(escalation.answer_key, *cards.answered(escalation, open_to_reply=False))


def _asked_in_thread(escalation: Escalation, text: str) -> outbox.Reply:
    return outbox.Reply(escalation.card_key, escalation.notice_key, text)


def _asked_directly(escalation: Escalation) -> list[outbox.Draft]:
    directly = rules.asked_directly(
        cards.people_asked(escalation),
        leads=escalation.answering_team.leads,
        raiser=escalation.raised_by,
    )
    drawn = cards.asked_directly(escalation, sentences.asked_directly(escalation))
    return [
        _draft(escalation, f"{escalation.notice_key}:{user_id}", user_id, drawn)
        for user_id in directly
    ]


def _draft(
    escalation: Escalation, key: str, destination: str, drawn: tuple[str, list[Json]]
) -> outbox.Draft:
    text, blocks = drawn
    return outbox.Draft(key, destination, text, blocks, owner_id=escalation.raised_by)
