"""What an answer of Slack's means for a message, and when to try again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

LEASE = timedelta(seconds=60)
"""How long one attempt may take before we take the sender for dead; a call times out after 8 s."""

PARKED_FOR = timedelta(minutes=5)
"""How often a destination that cannot receive is tried again."""

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=5)
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = 500


class Method(StrEnum):
    """How a message reaches Slack."""

    POST = "chat.postMessage"
    UPDATE = "chat.update"
    RESPOND = "response_url"


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


class Outcome(StrEnum):
    """What one attempt came to."""

    APPLIED = "applied"
    NOT_APPLIED = "not_applied"
    RATE_LIMITED = "rate_limited"
    UNREACHABLE = "unreachable"
    REJECTED = "rejected"
    UNKNOWN = "unknown"


# The destination or the workspace cannot receive; a person has to do something.
_CANNOT_RECEIVE = frozenset(
    {
        "account_inactive",
        "channel_not_found",
        "invalid_auth",
        "is_archived",
        "missing_scope",
        "not_authed",
        "not_in_channel",
        "restricted_action",
        "token_expired",
        "token_revoked",
        "user_not_found",
    }
)
# We sent something that Slack will never take.
_OUR_FAULT = frozenset(
    {
        "cant_update_message",
        "edit_window_closed",
        "invalid_arguments",
        "invalid_blocks",
        "invalid_blocks_format",
        "message_not_found",
        "metadata_too_large",
        "msg_blocks_too_long",
        "msg_too_long",
        "no_text",
        "used_url",
        "expired_url",
    }
)


@dataclass(frozen=True)
class Step:
    """The state a message goes to, and for those that are tried again, when."""

    state: State
    due_at: datetime | None = None


def outcome(*, status: int, error: str | None) -> Outcome:
    """Return what an answer with this HTTP status and Slack error means.

    Every error that is not listed is unknown: Slack may have applied the call.
    """
    if status == _TOO_MANY_REQUESTS or error in {"ratelimited", "rate_limited"}:
        return Outcome.RATE_LIMITED
    if status >= _SERVER_ERRORS:
        return Outcome.UNKNOWN
    if error is None:
        return Outcome.APPLIED
    if error in _CANNOT_RECEIVE:
        return Outcome.UNREACHABLE
    return Outcome.REJECTED if error in _OUR_FAULT else Outcome.UNKNOWN


def next_step(result: Outcome, *, method: Method, attempts: int, now: datetime) -> Step:
    """Return where a message goes after its attempt number `attempts` (from 1) came to `result`.

    An update that may have been applied is simply sent again: it sets the full desired state.
    """
    if result is Outcome.UNKNOWN and method is Method.UPDATE:
        result = Outcome.NOT_APPLIED
    match result:
        case Outcome.APPLIED:
            return Step(State.SENT)
        case Outcome.RATE_LIMITED:
            return Step(State.PENDING, now)
        case Outcome.NOT_APPLIED:
            return Step(State.PENDING, now + pause(attempts))
        case Outcome.UNREACHABLE:
            return Step(State.PARKED, now + PARKED_FOR)
        case Outcome.REJECTED:
            return Step(State.FAILED)
        case Outcome.UNKNOWN:
            return Step(State.UNKNOWN)


def pause(attempts: int) -> timedelta:
    """Return how long to wait after `attempts` failed ones: 1 s, doubling, at most 5 min."""
    return min(_FIRST_PAUSE * (1 << min(attempts - 1, 16)), _LONGEST_PAUSE)
