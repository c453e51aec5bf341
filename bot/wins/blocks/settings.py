"""What leads have chosen for wins, in words and as a form."""

import json
from dataclasses import asdict, dataclass

from bot.slack import block_kit
from bot.slack.forms import LOOK_AND_SAVE, block_id
from bot.slack.values import Json
from bot.wins.rules import VALUE_MAX, VALUES_MAX, Rhythm
from bot.wins.rules.choices import Choices

CONFIGURE = "wins.configure"

_MEANWHILE = (
    "*Nothing is saved yet: somebody else changed this while you had this form open.* "
    f"{LOOK_AND_SAVE}"
)
_RHYTHMS = {
    Rhythm.MONTHLY: "Every month",
    Rhythm.WEEKLY: "Every week",
    Rhythm.NEVER: "Never",
}
_LINES_MAX = 2 * VALUES_MAX * VALUE_MAX
"""Characters of the field: room for more than may stand there, so that a sentence says so."""


@dataclass(frozen=True)
class Shown:
    """What a form was drawn of, and how often it was drawn again because others changed that."""

    choices: Choices
    version: int = 0


def form(choices: Choices, *, shown: Shown) -> Json:
    """Return the form of what leads choose."""
    version = shown.version
    return block_kit.modal(
        "Wins: settings",
        [
            *([block_kit.section(_MEANWHILE)] if version else []),
            block_kit.field(
                "Your values, one a line",
                block_kit.text_input(
                    placeholder="Customers first\nWe help each other",
                    initial="\n".join(choices.values),
                    multiline=True,
                    limit=_LINES_MAX,
                ),
                block_id=block_id("values", version),
                hint="Who celebrates a win may choose one of them: eight at most, in few words.",
                optional=True,
            ),
            block_kit.field(
                "The emoji that makes a message a win",
                block_kit.text_input(placeholder=":tada:", initial=f":{choices.emoji}:", limit=120),
                block_id=block_id("emoji", version),
                hint="It does so when a lead reacts with it in a public channel.",
            ),
            block_kit.field(
                "How often do sponsors read a summary?",
                _rhythms(choices.rhythm),
                block_id=block_id("rhythm", version),
            ),
        ],
        callback_id=CONFIGURE,
        submit="Save",
        metadata=json.dumps(asdict(shown)),
    )


def load(metadata: str) -> Shown:
    """Return what whoever sends a form was shown."""
    shown = json.loads(metadata)
    drawn = shown["choices"]
    choices = Choices(tuple(drawn["values"]), drawn["emoji"], Rhythm(drawn["rhythm"]))
    return Shown(choices, shown["version"])


def said(choices: Choices) -> str:
    """Return what is chosen, in a few sentences."""
    values = ", ".join(f"*{block_kit.quote(each)}*" for each in choices.values)
    summary = {
        Rhythm.MONTHLY: "Sponsors read a summary every month.",
        Rhythm.WEEKLY: "Sponsors read a summary every week.",
        Rhythm.NEVER: "Sponsors read no summary.",
    }[choices.rhythm]
    return " ".join(
        [
            f"Values to choose from: {values}."
            if values
            else "There are no values to choose from.",
            f"A message becomes a win when a lead reacts with :{choices.emoji}: to it.",
            summary,
        ]
    )


def not_yours(choices: Choices) -> str:
    """Return what is chosen for somebody who cannot change it."""
    return f"{said(choices)} The leads and sponsors of your teams can change that."


def _rhythms(chosen: Rhythm) -> Json:
    options = {each: block_kit.option(text, each.value) for each, text in _RHYTHMS.items()}
    return block_kit.select(
        placeholder="Choose", options=list(options.values()), initial=options[chosen]
    )
