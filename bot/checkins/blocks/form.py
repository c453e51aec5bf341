"""The form in which an owner says how it goes, filled with what they said last."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from bot.checkins.blocks import prompt
from bot.checkins.models import Checkin, CheckinAnswer
from bot.checkins.rules import CONFIDENCE, WORDS_MAX
from bot.roadmap.blocks.sides import STATUSES
from bot.roadmap.rules import Status
from bot.slack import block_kit
from bot.slack.values import Json

SEND = "checkins.send"

_IN_TROUBLE = {Status.AT_RISK, Status.OFF_TRACK}
"""What is asked about: why, and what happens next."""


@dataclass(frozen=True)
class Filled:
    """What stands in the form."""

    status: Status | None = None
    confidence: str = ""
    expected_on: str = ""
    next_step: str | None = None
    waits_for: str = ""
    why: str = ""
    what_next: str = ""


def begun(last: CheckinAnswer | None, target_on: date) -> Filled:
    """Return what the form begins with: what the side said last."""
    if last is None:
        return Filled(expected_on=target_on.isoformat())
    return Filled(
        last.status,
        str(last.confidence),
        last.expected_on.isoformat(),
        last.next_step,
        last.waits_for,
        last.why,
        last.what_next,
    )


def form(checkin: Checkin, filled: Filled) -> Json:
    """Return the form: five fields, and two more unless all is on track."""
    return block_kit.modal(
        block_kit.shorten(f"{checkin.round.initiative.name}: how it goes", 24),
        [
            block_kit.section(f"*{block_kit.quote(checkin.round.initiative.title)}*"),
            _status(filled),
            *(_trouble(filled) if filled.status in _IN_TROUBLE else []),
            _expected_on(filled),
            _confidence(filled),
            _next_step(filled),
            _waits_for(checkin, filled),
        ],
        callback_id=SEND,
        submit="Send",
        metadata=str(checkin.id),
    )


def is_whole(filled: Filled, fields: Collection[str]) -> bool:
    """Return whether a form has all the fields that what is filled in needs."""
    return filled.status not in _IN_TROUBLE or "why" in fields


def waiting(checkin: Checkin, others: str) -> Json:
    """Return what somebody reads who answered before the others have."""
    said = (
        f"Thank you. When {others} has answered too, the card of {checkin.round.initiative.name} "
        "shows both sides. Until then nobody reads yours, and you can change it with the same "
        "button."
    )
    return block_kit.notice(checkin.round.initiative.name, said)


def _status(filled: Filled) -> Json:
    options = [block_kit.option(label, status.value) for status, label in STATUSES.items()]
    knobs = block_kit.radio_buttons(options, chosen=filled.status)
    return block_kit.field("How does it go?", knobs, block_id="status", tells=True)


def _trouble(filled: Filled) -> list[Json]:
    return [
        _words("Why?", "why", "The supplier delivers a week late", filled.why),
        _words("What happens next?", "what_next", "We test with the old data", filled.what_next),
    ]


def _words(label: str, name: str, placeholder: str, said: str, *, optional: bool = False) -> Json:
    box = block_kit.text_input(
        placeholder=placeholder, initial=said, multiline=True, limit=WORDS_MAX
    )
    return block_kit.field(label, box, block_id=name, optional=optional)


def _expected_on(filled: Filled) -> Json:
    return block_kit.field(
        "When do you expect it to be done?",
        block_kit.date_input(initial=filled.expected_on),
        block_id="expected_on",
    )


def _confidence(filled: Filled) -> Json:
    options = {str(each): block_kit.option(_sure(each), str(each)) for each in CONFIDENCE}
    select = block_kit.select(
        placeholder="0 to 10",
        options=list(options.values()),
        initial=options.get(filled.confidence),
    )
    return block_kit.field("How sure are you of that?", select, block_id="confidence")


def _sure(confidence: int) -> str:
    return {0: "0: not at all", 10: "10: certain"}.get(confidence, str(confidence))


def _next_step(filled: Filled) -> Json:
    return block_kit.field(
        "Who has the next step?",
        block_kit.person_select(placeholder="One person", initial=filled.next_step),
        block_id="next_step",
        optional=True,
    )


def _waits_for(checkin: Checkin, filled: Filled) -> Json:
    others = [each.team_id for each in checkin.round.checkins if each.team_id != checkin.team_id]
    label = f"What do you wait for from {prompt.plain_names(checkin, others)}?"
    return _words(label, "waits_for", "Nothing", filled.waits_for, optional=True)
