"""What Slack sends over HTTP: events as JSON, commands as a form, gestures as both."""

from bot.slack.payloads.reading import (
    COMMAND_FIELDS,
    IDENTITIES,
    MAX_FIELDS,
    NESTED,
    read,
)
from bot.slack.payloads.shapes import Malformed

__all__ = ["COMMAND_FIELDS", "IDENTITIES", "MAX_FIELDS", "NESTED", "Malformed", "read"]
