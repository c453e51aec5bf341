"""The form in which leads choose where and when the digest goes out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time

from bot.digests.rules.times import Timing
from bot.slack import block_kit
from bot.slack.forms import LOOK_AND_SAVE, block_id
from bot.slack.values import Json

SAVE = "digests.save"

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_MEANWHILE = (
    "*Nothing is saved yet: somebody else changed this while you had this form open.* "
    f"{LOOK_AND_SAVE}"
)
_CHANNEL_HINT = "Leave it empty, and nobody reads a digest."


@dataclass(frozen=True)
class Shown:
    """Of which version of the settings a form was drawn, and how often."""

    version: int = 0
    drawn: int = 0

    def dump(self) -> str:
        """Return it as the form's metadata."""
        return json.dumps([self.version, self.drawn])


def load(metadata: str) -> Shown:
    """Return what a form was drawn of."""
    return Shown(*json.loads(metadata))


def form(channel_id: str | None, timing: Timing, zones: Sequence[str], shown: Shown) -> Json:
    """Return the form with what is chosen; drawn again, it says that others chose meanwhile."""
    days = [block_kit.option(name, str(day)) for day, name in enumerate(DAYS)]
    places = dict.fromkeys([timing.zone, *zones])
    clocks = {each: block_kit.option(f"By the clocks of {city(each)}", each) for each in places}
    drawn = shown.drawn
    return block_kit.modal(
        "Roadmap digest",
        [
            *([block_kit.section(_MEANWHILE)] if drawn else []),
            block_kit.field(
                "Which channel reads it?",
                block_kit.channel_select(placeholder="A channel", initial=channel_id),
                block_id=block_id("channel", drawn),
                hint=_CHANNEL_HINT,
                optional=True,
            ),
            block_kit.field(
                "On which day?",
                block_kit.select(placeholder="A day", options=days, initial=days[timing.day]),
                block_id=block_id("day", drawn),
            ),
            block_kit.field(
                "At what time?",
                block_kit.time_input(initial=f"{timing.at:%H:%M}"),
                block_id=block_id("at", drawn),
            ),
            block_kit.field(
                "By whose clock?",
                block_kit.select(
                    placeholder="A place",
                    options=list(clocks.values()),
                    initial=clocks[timing.zone],
                ),
                block_id=block_id("zone", drawn),
            ),
        ],
        callback_id=SAVE,
        submit="Save",
        metadata=shown.dump(),
    )


def said(channel_id: str | None, timing: Timing) -> str:
    """Return what is chosen, in a sentence."""
    if channel_id is None:
        return "No channel reads a roadmap digest."
    return (
        f"{block_kit.channel(channel_id)} reads the roadmap digest every {DAYS[timing.day]} at "
        f"{_clock(timing.at)} in {city(timing.zone)}."
    )


def saved(channel_id: str | None, timing: Timing) -> Json:
    """Return what is shown once it is saved."""
    return block_kit.notice("Roadmap digest", f"Saved. {said(channel_id, timing)}")


def not_yours(channel_id: str | None, timing: Timing) -> str:
    """Return what is chosen, for somebody who cannot change it."""
    return f"{said(channel_id, timing)} The leads and sponsors of your teams can change that."


def city(zone: str) -> str:
    """Return a time zone as people say it."""
    return zone.rpartition("/")[2].replace("_", " ")


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
