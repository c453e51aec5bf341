"""Taking messages to send: in turn for every workspace, at the pace that Slack takes."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.outbox.models import Lane, OutboxMessage
from bot.outbox.operations import gates
from bot.outbox.queries import due as due_queries
from bot.outbox.queries import lanes as lane_queries
from bot.outbox.rules import steps
from bot.outbox.rules.pace import CHANNEL_EVERY, Bucket
from bot.outbox.rules.states import Method, State

LOOK_AHEAD = 2
"""Posts looked at for each that may be claimed: some stand before a closed gate."""

Barred = Callable[[Session, int, Collection[str]], Collection[str]]
"""Returns those of some user ids, in a workspace, who are told nothing: asked of a floor above."""

_PEOPLE = ("U", "W")
"""How a person's id begins, for a direct message (docs.slack.dev: W in old organisations)."""


@dataclass(frozen=True)
class Claim:
    """Messages to send now, and when to ask again at the latest; None: nothing else waits."""

    messages: Sequence[OutboxMessage]
    again_at: datetime | None


def claim(
    session: Session,
    *,
    workspace_ids: Collection[int],
    bucket: Bucket,
    barred: Barred,
    room: int,
    now: datetime,
) -> Claim:
    """Take at most `room` messages: they are `sending` until their leases end.

    What was written for somebody who is `barred` meanwhile is dropped.

    Every workspace in which something is due gets an equal share, so that one with ten thousand
    messages does not keep the others waiting.
    """
    claimed: list[OutboxMessage] = []
    again: list[datetime] = []
    lanes = lane_queries.lock_lanes_with_work(
        session, workspace_ids=workspace_ids, now=now, limit=room
    )
    for number, lane in enumerate(lanes):
        share = -(-(room - len(claimed)) // (len(lanes) - number))  # rounded up
        in_lane = _claim_in(session, lane, share, bucket=bucket, barred=barred, now=now)
        claimed += in_lane.messages
        again += [in_lane.again_at] if in_lane.again_at else []
    session.flush()
    due_queries.read_files(session, claimed)
    next_due_at = due_queries.find_next_due_at(session, workspace_ids=workspace_ids, now=now)
    again += [next_due_at] if next_due_at else []
    return Claim(claimed, min(again, default=None))


def _claim_in(
    session: Session, lane: Lane, share: int, *, bucket: Bucket, barred: Barred, now: datetime
) -> Claim:
    """Claim in one lane: first what answers people, which needs no token, then what is new."""
    changes = due_queries.list_changes_due(
        session, workspace_id=lane.workspace_id, now=now, limit=share
    )
    wanted = _drop_barred(session, lane, changes, barred, now)
    claimed = _admit(session, lane, wanted, share, now)
    tokens = min(share - len(claimed), bucket.tokens(lane.full_at, now=now))
    limit = tokens * LOOK_AHEAD
    posts = due_queries.list_posts_due(
        session, workspace_id=lane.workspace_id, now=now, limit=limit
    )
    welcome = _drop_barred(session, lane, posts, barred, now)
    admitted = _admit(session, lane, welcome, tokens, now)
    lane.full_at = bucket.take(lane.full_at, len(admitted), now=now)
    lane.served_at = now
    claimed += admitted
    if len(claimed) == share:
        return Claim(claimed, None)  # whoever ends makes room, and comes again
    if len(admitted) == tokens:
        return Claim(claimed, bucket.some_tokens_at(lane.full_at))
    is_all = len(posts) < limit and len(changes) < share
    return Claim(claimed, None if is_all else now)


def _drop_barred(
    session: Session, lane: Lane, due: Sequence[OutboxMessage], barred: Barred, now: datetime
) -> list[OutboxMessage]:
    """Drop what only those were to read who have left or may not be told any more; return the rest.

    That is what goes to them directly, and what they alone were to see in a channel.
    """
    people = {reader for each in due if (reader := _reader(each)).startswith(_PEOPLE)}
    gone = barred(session, lane.workspace_id, people) if people else ()
    for message in due:
        if _reader(message) in gone:
            message.state, message.dropped_at, message.error = State.DROPPED, now, "barred"
    return [message for message in due if _reader(message) not in gone]


def _reader(message: OutboxMessage) -> str:
    """Return who alone is to read a message, or its channel; "" for what is there already."""
    if message.method is Method.EPHEMERAL:
        return str(message.payload["user"])
    return message.destination if message.method is Method.POST and not message.is_update else ""


def _admit(
    session: Session, lane: Lane, due: Sequence[OutboxMessage], at_most: int, now: datetime
) -> list[OutboxMessage]:
    """Lease those that stand before no closed gate, and close the gates of channels behind them.

    The others are put off until their gate opens, so that what waits is not looked at every time:
    each of a queue one second later than the one before.
    """
    if not due:
        return []
    scopes = {gates.scope_of(each) for each in due} | {each.call for each in due}
    closed = due_queries.list_closed_gates(
        session, workspace_id=lane.workspace_id, scopes=scopes, now=now
    )
    admitted: list[OutboxMessage] = []
    closing: dict[gates.Place, datetime] = {}
    put_off: Counter[str] = Counter()
    for message in due:
        scope = gates.scope_of(message)
        opens_at = max(closed.get(gate, now) for gate in (scope, message.call))
        if opens_at > now:
            message.due_at = opens_at + CHANNEL_EVERY * put_off[scope]
            put_off[scope] += 1
        elif len(admitted) < at_most:
            _lease(message, now)
            admitted.append(message)
            if message.method is Method.POST and not message.is_update:
                closed[scope] = closing[gates.place_of(message)] = now + CHANNEL_EVERY
    gates.close(session, closing)
    return admitted


def _lease(message: OutboxMessage, now: datetime) -> None:
    message.state = State.SENDING
    message.attempts += 1
    message.attempted_at = now
    message.attempted_version = message.version
    message.leased_until = now + steps.LEASE
