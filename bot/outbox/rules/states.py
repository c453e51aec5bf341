"""What a message can be, and where it can stand."""

from enum import StrEnum


class Method(StrEnum):
    """How a message reaches Slack; one that is posted already is changed with chat.update."""

    POST = "chat.postMessage"
    DELETE = "chat.delete"
    RESPOND = "response_url"
    EPHEMERAL = "chat.postEphemeral"
    """What one person is shown in a channel, for as long as they look: Slack promises no more."""
    PUBLISH = "views.publish"
    """What somebody sees in Lockstep's Home tab: of a person there is one, and it has no place."""


RESTATING = (Method.DELETE, Method.PUBLISH)
"""Calls that say what should be in the end: to repeat one changes nothing."""


WHISPERS = (Method.RESPOND, Method.EPHEMERAL)
"""What nobody can look for: if it may have been seen, it is not said again."""

UPDATE = "chat.update"
"""The call that makes a posted message read as it should now."""


class State(StrEnum):
    """Where a message is on its way; design: pending -> sending -> one of the others."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    UNKNOWN = "unknown"
    PARKED = "parked"
    FAILED = "failed"
    SUPERSEDED = "superseded"
    EXPIRED = "expired"
    DROPPED = "dropped"


DUE_STATES = (State.PENDING, State.PARKED)
"""Not sent for certain, and to be tried when `due_at` comes."""

GIVEN_UP = (State.FAILED, State.SUPERSEDED, State.EXPIRED, State.DROPPED)
"""Nothing more will be done for it."""


class Stop(StrEnum):
    """Why nothing is sent to a workspace."""

    OUTAGE = "outage"
    REVOKED = "revoked"
