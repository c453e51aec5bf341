"""Choices beside the plain list: several at once, a few that all show, a menu, or hundreds.

Limits: docs.slack.dev/reference/block-kit/block-elements.
"""

from collections.abc import Collection, Mapping, Sequence

from bot.slack.block_kit.blocks import actions, plain_text
from bot.slack.block_kit.text import shorten
from bot.slack.values import Json

HEADING_MAX = 75
OVERFLOW_MAX = 5
"""Options of an overflow menu."""

RADIO_MAX = 10
"""Options of radio buttons."""


def overflow(options: Sequence[Json], *, action_id: str, block_id: str | None = None) -> Json:
    """Return a menu behind "…", of 1 to 5 options; the value of the one chosen comes as a click's.

    With a `block_id` it is a row of its own; without, an accessory of a section, or beside buttons.
    Raises ValueError for more than Slack takes, or none.
    """
    menu = {"type": "overflow", "options": _few(options, OVERFLOW_MAX), "action_id": action_id}
    return actions(menu) | {"block_id": block_id} if block_id else menu


def radio_buttons(options: Sequence[Json], *, chosen: str | None = None) -> Json:
    """Return 1 to 10 options that all show, to choose one of; `chosen` is the value of one.

    Raises ValueError for more than Slack takes, or none.
    """
    initial = [option for option in options if option["value"] == chosen]
    element: Json = {"type": "radio_buttons", "options": _few(options, RADIO_MAX)}
    return element | ({"initial_option": initial[0]} if initial else {})


def checkboxes(options: Sequence[Json], *, chosen: Collection[str] = ()) -> Json:
    """Return boxes to tick, 10 at most; those with a value in `chosen` are ticked already."""
    ticked = [option for option in options if option["value"] in chosen]
    element: Json = {"type": "checkboxes", "options": list(options)}
    return element | ({"initial_options": ticked} if ticked else {})


def grouped_select(
    *, placeholder: str, groups: Mapping[str, Sequence[Json]], chosen: str | None = None
) -> Json:
    """Return a list to choose one of, under headings: 100 at most, with 100 choices each.

    The choice with the value `chosen` is made already.
    """
    element: Json = {
        "type": "static_select",
        "placeholder": plain_text(placeholder),
        "option_groups": [
            {"label": plain_text(shorten(heading, HEADING_MAX)), "options": list(options)}
            for heading, options in groups.items()
        ],
    }
    initial = [option for each in groups.values() for option in each if option["value"] == chosen]
    return element | ({"initial_option": initial[0]} if initial else {})


def _few(options: Sequence[Json], most: int) -> list[Json]:
    if not 1 <= len(options) <= most:
        raise ValueError(f"Slack takes 1 to {most} options here, not {len(options)}")
    return list(options)
