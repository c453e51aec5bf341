"""The messages that a decision can make."""

from collections.abc import Collection, Iterator
from datetime import date, datetime

from bot import nudges, outbox
from bot.decisions.blocks import asks, card, reviews
from bot.decisions.blocks.card import Drawn
from bot.decisions.models import Decision, Participant
from bot.decisions.rules import Move, Part
from bot.decisions.rules.times import DECIDED_WITHIN


def cards(decision: Decision) -> Iterator[outbox.Draft]:
    """Yield the card for each of its channels, once."""
    drawn = card.card(decision)
    for key, channel_id in zip(decision.card_keys, decision.card_channels, strict=False):
        yield outbox.Draft(key, channel_id, *drawn, owner_id=decision.driver_id)


def redrawn(decision: Decision) -> Iterator[outbox.Change]:
    """Yield what makes its cards show it as it is now."""
    drawn = card.card(decision)
    for key in decision.card_keys:
        yield outbox.Change(key, *drawn)


def below_card(decision: Decision, move: Move, text: str, *, now: datetime) -> outbox.Reply:
    """Return what is said below the card."""
    return outbox.Reply(decision.card_keys[0], _key(decision, move, "said", now), text)


def to_approvers(
    decision: Decision, readers: Collection[str], *, since: datetime, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what asks the approvers who were named `since` then, and have not voted."""
    for seat in decision.in_part(Part.APPROVER):
        if seat.vote is None and seat.added_at >= since:
            drawn = asks.to_approve(decision, asks.why_approver(decision))
            yield _ask_part(decision, seat, drawn, readers=readers, now=now)


def to_stand_in(
    decision: Decision, seat: Participant, readers: Collection[str], *, now: datetime
) -> nudges.Nudge:
    """Return what asks who is to decide in an approver's place."""
    drawn = asks.to_approve(decision, asks.why_stand_in(decision, seat))
    to, about = seat.stand_in_id or "", about_stand_in(decision, seat)
    return _nudge(decision, to, about, drawn, readers=readers, now=now)


def to_contributors(
    decision: Decision, readers: Collection[str], *, since: datetime, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what asks those for their view who were named `since` then."""
    for each in decision.in_part(Part.CONTRIBUTOR):
        if each.added_at >= since and each.user_id != decision.driver_id:
            drawn = asks.to_contribute(decision)
            yield _ask_part(decision, each, drawn, readers=readers, now=now)


def to_informed(
    decision: Decision, readers: Collection[str], *, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what asks those to acknowledge it who have to know."""
    for each in decision.in_part(Part.INFORMED):
        if each.acknowledged_at is None and each.user_id != decision.driver_id:
            drawn = asks.to_acknowledge(decision)
            yield _ask_part(decision, each, drawn, readers=readers, now=now)


def to_driver(
    decision: Decision, move: Move, text: str, readers: Collection[str], *, now: datetime
) -> nudges.Nudge:
    """Return what the driver is told; without its words if they may not read them.

    Of how it stands only the newest is told, of questions each.
    """
    driver = decision.driver_id
    return nudges.Nudge(
        _key(decision, move, driver, now),
        driver,
        text if driver in readers else asks.restricted(decision, driver)[0],
        within=DECIDED_WITHIN,
        about=None if move is Move.ASK else about_driver(decision),
        only_in=decision.restricted_to if driver in readers else None,
    )


def review(
    decision: Decision, review_on: date, readers: Collection[str], *, now: datetime
) -> nudges.Nudge:
    """Return what asks the driver whether it still holds."""
    drawn = reviews.ask(decision, review_on)
    driver, about = decision.driver_id, about_review(decision)
    return _nudge(decision, driver, about, drawn, readers=readers, now=now)


def to_sponsors(
    decision: Decision, text: str, sponsors: Collection[str], *, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what the sponsors are told of a review that nobody has done."""
    for user_id in sorted(sponsors):
        key = _key(decision, Move.REMIND, user_id, now)
        yield nudges.Nudge(
            key,
            user_id,
            text,
            owner_id=decision.driver_id,
            about=decision.name,
            only_in=decision.restricted_to,
        )


def to_readers(
    decision: Decision, text: str, readers: Collection[str], *, now: datetime
) -> Iterator[nudges.Nudge]:
    """Yield what those are told who have read a decision that holds no more."""
    for each in decision.in_part(Part.INFORMED):
        if each.user_id in readers and each.user_id != decision.driver_id:
            key = _key(decision, Move.REPLACE, each.user_id, now)
            yield nudges.Nudge(
                key,
                each.user_id,
                text,
                owner_id=decision.driver_id,
                about=f"{decision.name}:news",
                only_in=decision.restricted_to,
            )


def about_part(decision: Decision, part: Part, user_id: str) -> str:
    """Return what asks somebody for their part in it is about."""
    return f"{decision.name}:{part}:{user_id}"


def about_stand_in(decision: Decision, seat: Participant) -> str:
    """Return what asks whoever is to decide in an approver's place is about."""
    return f"{decision.name}:for:{seat.user_id}"


def about_review(decision: Decision) -> str:
    """Return what asks whether it still holds is about."""
    return f"{decision.name}:review"


def about_driver(decision: Decision) -> str:
    """Return what tells the driver how it stands is about."""
    return f"{decision.name}:driver"


def _ask_part(
    decision: Decision,
    person: Participant,
    drawn: Drawn,
    *,
    readers: Collection[str],
    now: datetime,
) -> nudges.Nudge:
    about = about_part(decision, person.part, person.user_id)
    return _nudge(decision, person.user_id, about, drawn, readers=readers, now=now)


def _nudge(
    decision: Decision,
    user_id: str,
    about: str,
    drawn: Drawn,
    *,
    readers: Collection[str],
    now: datetime,
) -> nudges.Nudge:
    """Return what asks somebody for something; without its words if they may not read them."""
    text, blocks = drawn if user_id in readers else asks.restricted(decision, user_id)
    return nudges.Nudge(
        f"{about}:to:{user_id}:{now:%Y%m%dT%H%M%S.%f}",
        user_id,
        text,
        blocks,
        owner_id=decision.driver_id,
        within=DECIDED_WITHIN,
        about=about,
        only_in=decision.restricted_to if user_id in readers else None,
    )


def _key(decision: Decision, move: Move, of: str, now: datetime) -> str:
    return f"{decision.name}:{move}:{now:%Y%m%dT%H%M%S.%f}:{of}"
