"""The blocks that messages and modals are made of, as plain dicts within Slack's limits.

Plain dicts, because the SDK's models drop what they do not know.
Limits: docs.slack.dev/reference/block-kit.
"""

from bot.slack.block_kit.text import shorten, straight
from bot.slack.values import Json

HEADER_MAX = 150
SECTION_MAX = 3000
BUTTON_VALUE_MAX = 2000


def header(text: str) -> Json:
    """Return a headline; screen readers use it to find their way."""
    return {"type": "header", "text": plain_text(shorten(text, HEADER_MAX))}


def section(markdown: str, *, accessory: Json | None = None) -> Json:
    """Return a paragraph of our own words in Slack's markup; people's words must be quoted.

    `accessory` is a button, or the like, that stands beside it.
    """
    drawn = {"type": "section", "text": _mrkdwn(shorten(markdown, SECTION_MAX))}
    return drawn | ({"accessory": accessory} if accessory else {})


def words(text: str) -> Json:
    """Return a paragraph of a person's words exactly as typed: nothing in it becomes markup."""
    return {
        "type": "section",
        "text": {"type": "plain_text", "text": shorten(text, SECTION_MAX), "emoji": True},
    }


def context(markdown: str) -> Json:
    """Return a small grey line of our own words."""
    return {"type": "context", "elements": [_mrkdwn(shorten(markdown, SECTION_MAX))]}


def actions(*buttons: Json) -> Json:
    """Return a row of buttons."""
    return {"type": "actions", "elements": list(buttons)}


def button(text: str, *, action_id: str, value: str, style: str | None = None) -> Json:
    """Return a button; `value` comes back with the click, `style` is primary, danger or None."""
    drawn = {"type": "button", "text": plain_text(text), "action_id": action_id, "value": value}
    return drawn | ({"style": style} if style else {})


def plain_text(text: str) -> Json:
    """Return one line of text in which nothing is markup, and nothing turns the line around."""
    # Of marks alone nothing is turned around, and Slack takes no empty text.
    return {"type": "plain_text", "text": straight(text) or text}


def _mrkdwn(text: str) -> Json:
    # verbatim: Slack must not find links, channels or people in it by itself.
    return {"type": "mrkdwn", "text": text, "verbatim": True}
