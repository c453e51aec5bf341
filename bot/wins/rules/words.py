"""What has to be said of a win, and what names the message that it came from."""

import hashlib
import re
import unicodedata

SAID_MIN = 15
"""Characters besides names and emoji: who reads "nice job!" learns nothing of what was done."""

_CODE = re.compile(r"(?<!\w):(?=[0-9]*[a-z_+'-])[a-z0-9_+'-]+(?:::skin-tone-\d)?:", re.IGNORECASE)
_NAME = re.compile(r"<[@#!][^<>]*>|(?<!\w)[@#][^\s@#]+")
_PICTURES = {"So", "Sk", "Cs", "Mn", "Cf", "Me"}
"""Categories of Unicode: emoji, and the marks that make one of several."""


def is_enough(what: str) -> bool:
    """Return whether somebody's words say what was done, besides names and emoji."""
    return len(said(what)) >= SAID_MIN


def said(what: str) -> str:
    """Return somebody's words without names, emoji and what surrounds them."""
    words = _NAME.sub(" ", _CODE.sub(" ", what))
    letters = "".join(each for each in words if unicodedata.category(each) not in _PICTURES)
    return " ".join(letters.split())


def source_of_message(channel_id: str, ts: str) -> str:
    """Return what names a message as the source of a win, in 24 characters."""
    return f"message:{hashlib.sha256(f'{channel_id}:{ts}'.encode()).hexdigest()[:16]}"
