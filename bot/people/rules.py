"""What somebody is to the workspace, and so whether they may act in it."""

from enum import StrEnum


class Standing(StrEnum):
    """What Slack says somebody is: a colleague, or one of those who may only read."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"
