"""Whether somebody may act in the workspace, by what they are to it."""

from enum import StrEnum

from bot.errors import Refused


class Standing(StrEnum):
    """What Slack says somebody is: a colleague, or one of those who may only read."""

    COLLEAGUE = "colleague"
    GUEST = "guest"
    BOT = "bot"
    STRANGER = "stranger"


class NotAdmitted(Refused):
    """Somebody who can read what is posted where they are, and act on nothing."""


def admit(standing: Standing, *, is_deactivated: bool) -> None:
    """Raise NotAdmitted, with a sentence for the person, unless they may act."""
    if is_deactivated:
        raise NotAdmitted(
            "Slack tells me that your account here is deactivated, so I changed nothing. If that "
            "is wrong, please ask an admin of this workspace."
        )
    if standing in _REFUSALS:
        raise NotAdmitted(_REFUSALS[standing])


_REFUSALS = {
    Standing.GUEST: (
        "You are a guest in this workspace: you can read what I post, but only its members can act "
        "on it. Please ask one of them."
    ),
    Standing.BOT: "Only people can do that. Please let somebody of this workspace do it.",
    Standing.STRANGER: (
        "Only people of this workspace can do that. Please ask someone who is in it."
    ),
}
