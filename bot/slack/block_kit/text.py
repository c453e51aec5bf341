"""Words as Slack's markup wants them: nobody's words become a link, a mention or a command."""

import html
import re
import unicodedata
from collections.abc import Iterable
from datetime import date, datetime

BRACKETS = re.compile(r"<(?P<target>[^<>|]+)(?:\|(?P<label>[^<>]*))?>")
"""A mention, a link or a command of Slack's, in text that Slack wrote."""

_SIGNS = {"@": "@", "#": "#", "!": "@"}
_RIGHT_TO_LEFT = {"R", "AL"}
_TURNS = dict.fromkeys(map(ord, "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"))
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_ISOLATE, _POP_ISOLATE = "\u2068", "\u2069"


def escape(text: str) -> str:
    """Return `text` as it must stand in mrkdwn so that no part of it is a link or a mention."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def typed(text: str) -> str:
    """Return a command's text as the person typed it.

    Slack sends it escaped, with people, channels and links in angle brackets (`should_escape`;
    docs.slack.dev/interactivity/implementing-slash-commands): `<@U1|ana>` was typed as `@ana`.
    """
    return storable(html.unescape(BRACKETS.sub(_as_typed, text))).strip()


def storable(text: str) -> str:
    """Return `text` without what no database stores: NUL, and halves of a character."""
    return text.encode(errors="ignore").decode().replace("\0", "")


def _as_typed(found: re.Match[str]) -> str:
    target, label = found["target"], found["label"]
    sign = _SIGNS.get(target[0])
    if sign is None:
        return target.removeprefix("mailto:")
    return sign + (label or target[1:]).removeprefix(sign)


def quote(text: str, limit: int = 3000) -> str:
    """Return a person's words to stand inside our own sentence: short, escaped, on one line.

    Right-to-left words are isolated, so that they cannot turn the sentence around them; marks that
    turn what follows, or would end the isolation, are left out.
    """
    words = escape(shorten(" ".join(straight(text).split()), limit))
    if words.isascii() or not any(_is_right_to_left(character) for character in words):
        return words
    return f"{_ISOLATE}{words}{_POP_ISOLATE}"


def straight(text: str) -> str:
    """Return `text` without the marks that turn around what follows, or end an isolation."""
    return text.translate(_TURNS)


def is_blank(text: str) -> bool:
    """Return whether nobody sees anything of `text`: spaces, and marks that have no shape."""
    return all(unicodedata.category(character) in _UNSEEN for character in text)


def _is_right_to_left(character: str) -> bool:
    return unicodedata.bidirectional(character) in _RIGHT_TO_LEFT


def shorten(text: str, limit: int) -> str:
    """Return `text` in at most `limit` characters; what is cut ends in an ellipsis."""
    return text if len(text) <= limit else text[: limit - 1].rstrip() + "…"


def mention(user_id: str) -> str:
    """Return what Slack shows as a person's name, and tells them about."""
    return f"<@{user_id}>"


def mentions(user_ids: Iterable[str]) -> str:
    """Return several people as a list in words: `a`, `a and b`, `a, b and c`."""
    *head, last = [mention(user_id) for user_id in user_ids]
    return f"{', '.join(head)} and {last}" if head else last


def channel(channel_id: str) -> str:
    """Return what Slack shows as a link to a channel."""
    return f"<#{channel_id}>"


def moment(at: datetime) -> str:
    """Return an instant that each reader sees in their own time zone; UTC where Slack cannot."""
    fallback = at.strftime("%a %d %b %H:%M UTC")
    return f"<!date^{int(at.timestamp())}^{{date_short_pretty}} at {{time}}|{fallback}>"


def day(on: date) -> str:
    """Return a day as everybody reads it alike: `Fri 4 Dec 2026`."""
    return f"{on:%a} {on.day} {on:%b %Y}"
