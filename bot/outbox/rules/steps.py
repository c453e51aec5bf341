"""Where a message goes after an attempt, and when."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.outbox.rules.outcomes import Outcome
from bot.outbox.rules.states import RESTATING, WHISPERS, Method, State

LEASE = timedelta(seconds=60)
"""How long one attempt may take before we take its sender for dead; a call times out after 8 s."""

LATEST_START = timedelta(seconds=30)
"""How long after its claim a call may begin: late enough to end before the lease, with room."""

PARKED_FOR = timedelta(minutes=5)
"""How often a destination that cannot receive is tried again, unless Slack tells us earlier."""

DELAYED_AFTER = timedelta(minutes=5)
"""A message that is posted later than this says so."""

FILES_READY_AFTER = timedelta(seconds=2)
"""Slack looks through a file before a message may show it; it takes about a second
(slackapi/python-slack-sdk#1521)."""

LOOKED_THROUGH_WITHIN = timedelta(seconds=30)
"""How long Slack may take for that before we take a file that it does not know for our fault."""

_FIRST_PAUSE = timedelta(seconds=1)
_LONGEST_PAUSE = timedelta(minutes=5)

_AGAIN_AFTER = {
    # Not before its gate opens, or its workspace can receive: no pause of its own.
    Outcome.RATE_LIMITED: timedelta(),
    Outcome.WORKSPACE_CANNOT_RECEIVE: timedelta(),
    Outcome.NOT_READY: FILES_READY_AFTER,
}
"""What was not applied, and is no sign of trouble."""


@dataclass(frozen=True)
class Step:
    """The state a message goes to, and for those that are tried again, when."""

    state: State
    due_at: datetime | None = None
    simplify: bool = False
    """Whether to try once more without blocks, in plain text."""


def next_step(
    result: Outcome,
    *,
    method: Method,
    is_update: bool = False,
    failures: int,
    simplifiable: bool = False,
    now: datetime,
) -> Step:
    """Return where a message goes after its attempt came to `result`.

    `failures` counts the attempts before this one that were not applied. What says how it should be
    in the end, like an update or a deletion, is simply repeated if it may have been applied. A
    whisper that may have been seen is dropped: nobody can look for it. So is the Home of somebody
    who cannot have one: it is published anew when they open it; and what somebody was to be shown
    in a channel that they have left.
    """
    if result is Outcome.UNKNOWN and (is_update or method in RESTATING):
        result = Outcome.NOT_APPLIED
    if result in _AGAIN_AFTER:
        return Step(State.PENDING, now + _AGAIN_AFTER[result])
    match result:
        case Outcome.APPLIED:
            return Step(State.SENT)
        case Outcome.NOT_APPLIED:
            return Step(State.PENDING, now + pause(failures + 1))
        case Outcome.DESTINATION_CANNOT_RECEIVE:
            return _wait_for_destination(method, now)
        case Outcome.OUR_FAULT:
            return Step(State.PENDING, now, simplify=True) if simplifiable else Step(State.FAILED)
    return Step(State.DROPPED if method in WHISPERS else State.UNKNOWN)


def _wait_for_destination(method: Method, now: datetime) -> Step:
    if method in {Method.PUBLISH, Method.EPHEMERAL}:
        return Step(State.DROPPED)
    return Step(State.PARKED, now + PARKED_FOR)


def counts_as_failure(result: Outcome) -> bool:
    """Return whether an attempt makes the next pause longer, and may be a sign of an outage."""
    return result in {Outcome.NOT_APPLIED, Outcome.UNKNOWN}


def pause(failures: int) -> timedelta:
    """Return how long to wait after `failures` in a row: 1 s, doubling, at most 5 min."""
    return min(_FIRST_PAUSE * (1 << min(failures - 1, 16)), _LONGEST_PAUSE)
