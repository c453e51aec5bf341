"""What a reaction to a message means: a win, or no more, or nothing."""

import re
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=30)
"""How long one reading may take until another process may do it: longer than its three calls."""

SPACING = timedelta(minutes=1) / 45
"""Between two readings in a workspace: `conversations.history` may be called 50 times a minute
(docs.slack.dev/apis/web-api/rate-limits), and calls that leave evenly do not arrive evenly."""

AGAIN_AFTER = timedelta(minutes=5)
"""When a message is read again after Slack gave no answer, or one that we do not know."""

TRIED_FOR = timedelta(days=1)
"""How long that is tried until whoever reacted is told."""

KEPT_FOR = timedelta(days=7)
"""How long a reaction is remembered: Slack repeats an event for a day at most, and what is asked of
a lead waits for them for two."""

SPOKEN = frozenset({None, "bot_message", "file_share", "me_message", "thread_broadcast"})
"""Subtypes of messages in which somebody says something; in others Slack does ("has joined")."""

TOMBSTONE = "tombstone"
"""The subtype of what stays of a message that was deleted, if it has a thread."""

_SAME = {"thumbsup": "+1", "thumbsdown": "-1"}
"""Other names of emoji, which people type and events do not have."""

_TONE = re.compile(r"::skin-tone-\d$")
_PERSON = re.compile(r"<@(?P<id>[UW][A-Z0-9]{1,30})(?:\|[^<>]*)?>")
_GROUP = re.compile(r"<!subteam\^(?P<id>S[A-Z0-9]{1,30})(?:\|[^<>]*)?>")


class Trouble(StrEnum):
    """Why a message did not become a win, which only the lead who reacted can change."""

    NOT_IN_CHANNEL = "not_in_channel"
    MISSING_SCOPE = "missing_scope"
    GONE = "gone"
    PRIVATE = "private"
    NO_ANSWER = "no_answer"
    FEW_WORDS = "few_words"
    NOBODY = "nobody"


TROUBLES = {
    "access_denied": Trouble.NOT_IN_CHANNEL,
    "channel_not_found": Trouble.NOT_IN_CHANNEL,
    "not_in_channel": Trouble.NOT_IN_CHANNEL,
    "missing_scope": Trouble.MISSING_SCOPE,
    "no_permission": Trouble.MISSING_SCOPE,
    "message_not_found": Trouble.GONE,
    "thread_not_found": Trouble.GONE,
}
"""Slack's errors after which reading again is no use (docs.slack.dev/reference/methods,
conversations.history and conversations.replies)."""


def is_celebrating(reaction: str, emoji: str) -> bool:
    """Return whether somebody's reaction is the workspace's emoji, in any skin tone."""
    name = _TONE.sub("", reaction)
    return _SAME.get(name, name) == _SAME.get(emoji, emoji)


def is_on(reacted_at: datetime | None, removed_at: datetime | None) -> bool:
    """Return whether a reaction stands, however late we heard that it was put there, or removed."""
    return reacted_at is not None and (removed_at is None or removed_at < reacted_at)


def people_in(text: str) -> list[str]:
    """Return the ids of those whom a message of Slack's mentions, each once."""
    return list(dict.fromkeys(found["id"] for found in _PERSON.finditer(text)))


def groups_in(text: str) -> list[str]:
    """Return the ids of the user groups that a message of Slack's mentions, each once."""
    return list(dict.fromkeys(found["id"] for found in _GROUP.finditer(text)))
