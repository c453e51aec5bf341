"""Looking for messages that may have arrived: what to look at, and what is done about it."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.outbox.models import OutboxMessage
from bot.outbox.operations import twins, writing
from bot.outbox.queries import doubt
from bot.outbox.rules import looks
from bot.outbox.rules.looks import Patience, Verdict
from bot.outbox.rules.states import State

CLOCKS_APART = timedelta(seconds=60)
"""How far Slack's clock may be behind ours, in whose time we look."""


@dataclass(frozen=True)
class Place:
    """A channel, or a thread in one, in which messages are looked for, from `since` on.

    `channel_id` is None for a person's direct messages that Slack has not named to us yet.
    """

    workspace_id: int
    destination: str
    channel_id: str | None
    thread_ts: str | None
    since: datetime
    messages: Sequence[OutboxMessage]


@dataclass(frozen=True)
class Sighting:
    """What a complete look showed: for each marker, the ts of its copies, oldest first."""

    channel_id: str
    copies: Mapping[str, Sequence[str]]


def claim_looks(
    session: Session, *, workspace_ids: Collection[int], now: datetime, limit: int
) -> list[Place]:
    """Return where to look now: channels and threads in which nobody else looks meanwhile."""
    groups: dict[tuple[int, str, str | None], list[OutboxMessage]] = defaultdict(list)
    for message in doubt.list_to_look_for(
        session, workspace_ids=workspace_ids, now=now, limit=limit
    ):
        message.look_at = now + looks.EVERY
        thread_ts = message.parent.ts if message.parent and not message.simplified_at else None
        groups[message.workspace_id, message.destination, thread_ts].append(message)
    return [_place(session, *group, messages) for group, messages in groups.items()]


def record_sighting(
    session: Session, place: Place, sighting: Sighting, patience: Patience, *, now: datetime
) -> None:
    """Write down what a complete look at a place showed for each of its messages."""
    for message in _locked(session, place):
        copies = _staying(session, message, sighting)
        if message.state is State.SENDING:
            continue  # somebody sends or changes it right now: looked for again afterwards
        if message.ts:
            _keep_one(message, copies, now)
        elif message.state is State.UNKNOWN or (copies and message.state is State.PENDING):
            _settle(message, sighting.channel_id, copies, patience, now)
        else:
            continue  # settled, or to be posted again, since the look began
        session.flush()
        for ts in copies[1:]:
            twins.remove(session, message, channel_id=sighting.channel_id, ts=ts, now=now)


def record_unreadable(
    session: Session, place: Place, error: str, *, now: datetime
) -> list[OutboxMessage]:
    """Look at a place again later that we may not read; return what waits for that."""
    waiting = []
    for message in _locked(session, place):
        message.look_at, message.error = now + looks.UNREADABLE_FOR, error
        if message.state is State.UNKNOWN and message.expires_at <= now:
            _expire(message, now)
        elif message.state is State.UNKNOWN:
            waiting.append(message)
    return waiting


def _staying(session: Session, message: OutboxMessage, sighting: Sighting) -> Sequence[str]:
    """Return the copies that nobody is deleting: of two, each of us must not remove another."""
    copies = sighting.copies.get(message.marker, ())
    going = doubt.list_going(
        session,
        workspace_id=message.workspace_id,
        keys=[writing.deletion_key(sighting.channel_id, ts) for ts in copies],
    )
    return [ts for ts in copies if writing.deletion_key(sighting.channel_id, ts) not in going]


def _locked(session: Session, place: Place) -> Iterator[OutboxMessage]:
    """Yield the messages as they are by now, read anew: places at once may share a parent."""
    for message in sorted(place.messages, key=lambda message: message.key):
        this_one = OutboxMessage.id == message.id
        here = OutboxMessage.workspace_id == place.workspace_id
        yield session.scalars(select(OutboxMessage).where(this_one, here).with_for_update()).one()


def _keep_one(message: OutboxMessage, copies: Sequence[str], now: datetime) -> None:
    message.look_at = None
    if message.ts not in copies[1:]:
        return
    message.ts = copies[0]
    if message.state is State.SENT and message.version > 1:
        # The elder copy may read as the message did at an earlier attempt.
        message.state, message.due_at = State.PENDING, now


def _place(
    session: Session,
    workspace_id: int,
    destination: str,
    thread_ts: str | None,
    messages: Sequence[OutboxMessage],
) -> Place:
    since = min(each.uncertain_since or each.created_at for each in messages) - CLOCKS_APART
    first = messages[0]
    channel_id = first.channel_id or (first.parent.channel_id if first.parent else None)
    if channel_id is None and destination.startswith(("U", "W")):
        channel_id = doubt.find_direct_channel(
            session, workspace_id=workspace_id, user_id=destination
        )
    elif channel_id is None:
        channel_id = destination
    return Place(workspace_id, destination, channel_id, thread_ts, since, messages)


def _settle(
    message: OutboxMessage,
    channel_id: str,
    copies: Sequence[str],
    patience: Patience,
    now: datetime,
) -> None:
    if copies:
        _found(message, channel_id, copies[0], now)
        return
    verdict = patience.verdict(
        absent_at=message.absent_at,
        attempted_at=message.attempted_at or message.created_at,
        expires_at=message.expires_at,
        now=now,
    )
    message.absent_at = message.absent_at or now
    if verdict is Verdict.POST_AGAIN:
        message.state, message.due_at = State.PENDING, now
        message.look_at = message.absent_at = None
    elif verdict is Verdict.EXPIRE:
        _expire(message, now)


def _expire(message: OutboxMessage, now: datetime) -> None:
    message.state, message.dropped_at, message.look_at = State.EXPIRED, now, None


def _found(message: OutboxMessage, channel_id: str, ts: str, now: datetime) -> None:
    message.channel_id, message.ts, message.sent_at = channel_id, ts, now
    newest = message.version == message.attempted_version
    # Of several attempts nobody knows which one this copy is of.
    certain = message.version == 1 or message.attempts == 1
    message.state = State.SENT if newest and certain else State.PENDING
    message.due_at, message.failures, message.error = now, 0, None
    # One that was posted twice may still have its other copy on the way.
    message.look_at = now + looks.TWIN_AFTER if message.attempts > 1 else None
