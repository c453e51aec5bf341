"""What the channel, the people asked and the raiser are told when an escalation moves."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from itertools import chain, groupby

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.escalations import rules
from bot.escalations.blocks import card as cards
from bot.escalations.blocks import sentences, status
from bot.escalations.models import Escalation
from bot.escalations.rules import Urgency
from bot.hours import queries as hours
from bot.hours.models import Absence
from bot.outbox.operations.writing import KEEP_TRYING_FOR
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
    _ask_stand_ins(session, escalation.workspace_id, [escalation], now)
    _show_on_roadmap(session, escalation, now=now)


def tell_acknowledged(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and tell the raiser who has it."""
    key = f"{escalation.name}:acknowledged:{now:%Y%m%dT%H%M%S.%f}"
    told = outbox.Reply(escalation.copy_key, key, sentences.acknowledged(escalation))
    redraw(session, escalation, now=now)
    _ask_nobody(session, escalation, now)
    outbox.reply(session, told, workspace_id=escalation.workspace_id, now=now)


def tell_answered(session: Session, escalation: Escalation, *, now: datetime) -> None:
    """Redraw the card, and ask the raiser whether the answer will do."""
    redraw(session, escalation, now=now)
    _ask_nobody(session, escalation, now)
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
    _ask_stand_ins(session, escalation.workspace_id, [escalation], now)


def tell_advanced(session: Session, escalations: Sequence[Escalation], *, now: datetime) -> None:
    """Redraw the cards, and ask the next people in their threads, or directly if not theirs."""
    by_workspace = sorted(escalations, key=lambda escalation: escalation.workspace_id)
    for workspace_id, group in groupby(by_workspace, lambda escalation: escalation.workspace_id):
        here = list(group)
        changes = chain.from_iterable(map(_redrawn, here))
        replies = [_asked_in_thread(each, sentences.moved_up(each)) for each in here]
        directly = chain.from_iterable(
            _asked_directly(each, sentences.asked_directly(each)) for each in here
        )
        outbox.update(session, *changes, workspace_id=workspace_id, now=now)
        outbox.reply(session, *replies, workspace_id=workspace_id, now=now)
        nudges.nudge(session, *directly, workspace_id=workspace_id, now=now)
        _ask_stand_ins(session, workspace_id, here, now)


def tell_released(
    session: Session, escalation: Escalation, *, owner_id: str, now: datetime
) -> None:
    """Redraw the card, and say in its thread, and directly, that `owner_id` is gone."""
    _redraw_with(session, escalation, now=now)
    why = sentences.released(escalation, owner_id=owner_id)
    asked = _asked_in_thread(escalation, why)
    outbox.reply(session, asked, workspace_id=escalation.workspace_id, now=now)
    directly = _asked_directly(escalation, why)
    nudges.nudge(session, *directly, workspace_id=escalation.workspace_id, now=now)
    _ask_stand_ins(session, escalation.workspace_id, [escalation], now)


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


def _asked_directly(escalation: Escalation, why: str) -> list[nudges.Nudge]:
    directly = rules.asked_directly(
        status.people_asked(escalation),
        leads=escalation.answering_team.leads,
        raiser=escalation.raised_by,
    )
    return [_nudge(escalation, user_id, why) for user_id in directly]


def _ask_stand_ins(
    session: Session, workspace_id: int, escalations: Sequence[Escalation], now: datetime
) -> None:
    """Ask those who stand in for somebody who is asked and is away, too."""
    asked = {user_id for each in escalations for user_id in status.people_asked(each)}
    away = hours.list_away(session, workspace_id, asked, now=now)
    found = chain.from_iterable(_asked_for_others(each, away) for each in escalations)
    nudges.nudge(session, *found, workspace_id=workspace_id, now=now)


def _asked_for_others(
    escalation: Escalation, away: Mapping[str, Absence]
) -> Iterator[nudges.Nudge]:
    stand_ins = rules.stand_ins(
        status.people_asked(escalation),
        {user_id: each.stand_in_id for user_id, each in away.items() if each.stand_in_id},
        raiser=escalation.raised_by,
    )
    for user_id, away_id in stand_ins.items():
        until = away[away_id].ends_on
        why = sentences.standing_in(escalation, away_id=away_id, until=until)
        yield _nudge(escalation, user_id, why)


def _nudge(escalation: Escalation, user_id: str, why: str) -> nudges.Nudge:
    text, blocks = cards.asked_directly(escalation, why)
    return nudges.Nudge(
        f"{escalation.notice_key}:{user_id}",
        user_id,
        text,
        blocks,
        urgent=escalation.urgency is Urgency.HIGH,
        owner_id=escalation.raised_by,
        within=KEEP_TRYING_FOR,
        about=escalation.name,
    )


def _ask_nobody(session: Session, escalation: Escalation, now: datetime) -> None:
    """Somebody has it: who was to be asked directly, and was not yet, need not be."""
    nudges.withdraw_about(session, escalation.name, workspace_id=escalation.workspace_id, now=now)


def _draft(
    escalation: Escalation, key: str, destination: str, drawn: tuple[str, list[Json]]
) -> outbox.Draft:
    text, blocks = drawn
    return outbox.Draft(key, destination, text, blocks, owner_id=escalation.raised_by)
