"""What people do in Slack, and what we answer, as small frozen values."""

from bot.slack.values.answers import (
    Admit,
    CommandRow,
    EventHandler,
    Handler,
    Means,
    Need,
    Reply,
    ShortcutRow,
    Whisper,
)
from bot.slack.values.gestures import (
    Click,
    Command,
    Event,
    Gesture,
    Json,
    Quoted,
    Shortcut,
    Submission,
)

__all__ = [
    "Admit",
    "Click",
    "Command",
    "CommandRow",
    "Event",
    "EventHandler",
    "Gesture",
    "Handler",
    "Json",
    "Means",
    "Need",
    "Quoted",
    "Reply",
    "Shortcut",
    "ShortcutRow",
    "Submission",
    "Whisper",
]
