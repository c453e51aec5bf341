"""The forms of whoever has an escalation: another time, put off, hand over, ask back."""

from collections.abc import Sequence
from datetime import datetime

from bot.escalations.blocks import status
from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json
from bot.teams.models import Team

PROMISE = "escalations.promise_by"
PUT_OFF = "escalations.put_off"
HAND_OVER = "escalations.give_away"
ASK_BACK = "escalations.send_question"

RESTART = "restart"
"""The value of the box that lets the time begin anew."""


def promise_form(escalation: Escalation) -> Json:
    """Return the form that takes by when the answer is promised."""
    return block_kit.modal(
        f"Another time, {escalation.name}",
        [
            block_kit.section(_now(escalation)),
            _until_field("When will the answer be there?", escalation.promised_at),
        ],
        callback_id=PROMISE,
        submit="Promise",
        metadata=str(escalation.id),
    )


def snooze_form(escalation: Escalation) -> Json:
    """Return the form that takes until when it is put off."""
    asker = block_kit.mention(escalation.asker_id)
    return block_kit.modal(
        f"Put {escalation.name} off",
        [
            block_kit.section(
                f"You keep it, and I remind you of nothing until then. I tell {asker}."
            ),
            _until_field("Until when?", None),
            _why_field("What are you waiting for?", "The supplier is back on Monday"),
        ],
        callback_id=PUT_OFF,
        submit="Put off",
        metadata=str(escalation.id),
    )


def ask_back_form(escalation: Escalation) -> Json:
    """Return the form that takes what the owner needs to know."""
    asker = block_kit.mention(escalation.asker_id)
    return block_kit.modal(
        f"Need more, {escalation.name}",
        [
            block_kit.section(f"I ask {asker}. Until they reply, the time is theirs."),
            block_kit.field(
                "What do you need to know?",
                block_kit.text_input(placeholder="Which export, and since when?", multiline=True),
                block_id="question",
            ),
        ],
        callback_id=ASK_BACK,
        submit="Ask",
        metadata=str(escalation.id),
    )


def hand_over_form(escalation: Escalation, teams: Sequence[Team]) -> Json:
    """Return the form that gives it to somebody else, or to another of `teams`."""
    options = [
        block_kit.option(team.name, str(team.id))
        for team in teams
        if team.id != escalation.answering_team_id
    ]
    team_field = block_kit.field(
        "Or to which team?",
        block_kit.select(placeholder="A team", options=options),
        block_id="team",
        hint="Its leads are asked, from the beginning.",
        optional=True,
    )
    restart = block_kit.option("Let the time begin anew", RESTART)
    return block_kit.modal(
        f"Hand {escalation.name} over",
        [
            block_kit.section(_now(escalation)),
            block_kit.field(
                "To whom?",
                block_kit.person_select(placeholder="A colleague"),
                block_id="to",
                optional=True,
            ),
            *([team_field] if options else []),
            block_kit.field(
                "Time",
                block_kit.checkboxes([restart]),
                block_id="time",
                hint="Otherwise what was promised stands.",
                optional=True,
            ),
            _why_field("Why?", "They know the export"),
        ],
        callback_id=HAND_OVER,
        submit="Hand over",
        metadata=str(escalation.id),
    )


def _until_field(label: str, initial: datetime | None) -> Json:
    return block_kit.field(label, block_kit.datetime_input(initial=initial), block_id="until")


def _why_field(label: str, placeholder: str) -> Json:
    words = block_kit.text_input(placeholder=placeholder, multiline=True)
    return block_kit.field(label, words, block_id="why", optional=True)


def _now(escalation: Escalation) -> str:
    return f"Now: {status.sentence(escalation)}"
