"""Choices that are many: several at once, or one of hundreds under headings.

Limits: docs.slack.dev/reference/block-kit/block-elements.
"""

from collections.abc import Collection, Mapping, Sequence

from bot.slack.block_kit.blocks import plain_text
from bot.slack.block_kit.text import shorten
from bot.slack.values import Json

HEADING_MAX = 75


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
