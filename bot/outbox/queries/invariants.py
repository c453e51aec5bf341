"""What must be true of messages, and of the lanes they go through, at any time."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlalchemy.orm import aliased

from bot.audit import Invariant
from bot.installations.models import Workspace
from bot.outbox.models import Lane, OutboxMessage
from bot.outbox.rules.states import DUE_STATES, GIVEN_UP, Method, State
from bot.tables import one_of

SWEPT_WITHIN = timedelta(minutes=1)
"""How long a message may keep waiting for the sweeps, which come every second or every 15."""


def _sent_without_ts(_now: datetime) -> ColumnElement[bool]:
    placeless = or_(OutboxMessage.ts.is_(None), OutboxMessage.channel_id.is_(None))
    return and_(
        OutboxMessage.state == State.SENT,
        or_(
            OutboxMessage.sent_at.is_(None),
            and_(OutboxMessage.method == Method.POST, placeless),
        ),
    )


def _old_version(_now: datetime) -> ColumnElement[bool]:
    return and_(
        OutboxMessage.state == State.SENT,
        OutboxMessage.attempted_version.is_distinct_from(OutboxMessage.version),
    )


def _shares_place(_now: datetime) -> ColumnElement[bool]:
    other = aliased(OutboxMessage)
    return exists().where(
        other.workspace_id == OutboxMessage.workspace_id,
        other.channel_id == OutboxMessage.channel_id,
        other.ts == OutboxMessage.ts,
        other.id != OutboxMessage.id,
    )


def _to_be_deleted(_now: datetime) -> ColumnElement[bool]:
    deletion = aliased(OutboxMessage)
    return exists().where(
        deletion.workspace_id == OutboxMessage.workspace_id,
        # As operations.writing.delete names it.
        deletion.key == "delete:" + OutboxMessage.channel_id + ":" + OutboxMessage.ts,
        deletion.state.not_in(GIVEN_UP),
    )


def _past_its_lease(now: datetime) -> ColumnElement[bool]:
    over = OutboxMessage.leased_until <= now - SWEPT_WITHIN
    return and_(
        OutboxMessage.state == State.SENDING, or_(OutboxMessage.leased_until.is_(None), over)
    )


def _begun_too_late(_now: datetime) -> ColumnElement[bool]:
    """Not `sent_at`: a call may end after the expiry, and a message in doubt be found long after.

    How long after its claim a call may begin is the sender's to keep (rules.steps.LATEST_START).
    """
    return OutboxMessage.attempted_at >= OutboxMessage.expires_at


def _waits_in_vain(now: datetime) -> ColumnElement[bool]:
    long_ago = now - SWEPT_WITHIN
    return and_(_WAITS, OutboxMessage.due_at <= long_ago, OutboxMessage.expires_at <= long_ago)


_WAITS = one_of(OutboxMessage.state, *DUE_STATES)


def _never_looked_for(_now: datetime) -> ColumnElement[bool]:
    no_time = or_(OutboxMessage.look_at.is_(None), OutboxMessage.uncertain_since.is_(None))
    return and_(OutboxMessage.state == State.UNKNOWN, no_time)


def _given_up_without_time(_now: datetime) -> ColumnElement[bool]:
    return OutboxMessage.state.in_(GIVEN_UP) != OutboxMessage.dropped_at.is_not(None)


def _without_lane(_now: datetime) -> ColumnElement[bool]:
    return ~exists().where(Lane.workspace_id == Workspace.id)


def _stopped_for_good(_now: datetime) -> ColumnElement[bool]:
    stopped = Lane.stopped_at.is_not(None)
    return or_(stopped != Lane.stopped_because.is_not(None), stopped != Lane.probe_at.is_not(None))


INVARIANTS = {
    "a sent message has a ts": Invariant(
        OutboxMessage,
        _sent_without_ts,
        "Slack took it, but it can never be changed again: please report this as a bug.",
    ),
    "a sent message shows its newest version": Invariant(
        OutboxMessage,
        _old_version,
        "People read something old. The next change of the record puts it right: please report "
        "this as a bug.",
    ),
    "no two messages share a channel and a ts": Invariant(
        OutboxMessage,
        _shares_place,
        "One overwrites the other, or was never posted: please report this as a bug.",
    ),
    "no message that is shown is to be deleted": Invariant(
        OutboxMessage,
        _to_be_deleted,
        "Look for it in its channel, and tell the people it was for: please report this as a bug.",
    ),
    "nothing is being sent a minute past its lease": Invariant(
        OutboxMessage,
        _past_its_lease,
        "Is a process of Lockstep that sends running (`run` or `worker`)? Look at `tick "
        "outbox.settle_leftovers` in its `/readyz`, and start it again.",
        in_new_rows=False,
    ),
    "nothing was sent after it expired": Invariant(
        OutboxMessage,
        _begun_too_late,
        "Somebody may have read it too late; are the clocks of your machines right?",
    ),
    "nothing waits a minute past its expiry": Invariant(
        OutboxMessage,
        _waits_in_vain,
        "Is a process of Lockstep that sends running (`run` or `worker`)? Look at `tick "
        "outbox.drop_expired` in its `/readyz`, and start it again.",
        in_new_rows=False,
    ),
    "a message in doubt is looked for": Invariant(
        OutboxMessage,
        _never_looked_for,
        "Nobody knows whether it arrived: look in its channel, and report this as a bug.",
    ),
    "a message that was given up says when": Invariant(
        OutboxMessage,
        _given_up_without_time,
        "Channels may not be told what they missed: please report this as a bug.",
    ),
    "every workspace has a lane": Invariant(
        Workspace,
        _without_lane,
        "Nothing is sent to it. Start Lockstep again: it opens one.",
        in_new_rows=False,
    ),
    "a stopped lane says why and is probed": Invariant(
        Lane,
        _stopped_for_good,
        "Nothing would ever be sent to this workspace again. Start Lockstep again, and report "
        "this as a bug.",
        in_new_rows=False,
    ),
}
