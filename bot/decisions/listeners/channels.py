"""What Slack tells of the channels that decisions are kept in, and that hints are given in."""

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions.operations import channels, hinting
from bot.people.rules.profiles import instant
from bot.slack.values import Event


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take what belongs to a channel along to the id that Slack has given it: also its hints."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        channels.move(session, event.workspace_id, *ids)
        hinting.move(session, event.workspace_id, *ids)


def on_closed(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Let hints end in a channel that was archived or deleted, or that Lockstep is in no more."""
    ts = event.body.get("event_ts")
    said_at = instant(ts) if ts else clock()
    with transaction() as session:
        hinting.end(session, event.workspace_id, event.body["channel"], said_at=said_at)


def on_left(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Let hints end in a channel if it is Lockstep that left it, or was removed."""
    if event.body["user"] == event.bot_user_id:
        on_closed(event, transaction=transaction, clock=clock)


EVENTS = {
    "channel_id_changed": on_moved,
    "channel_archive": on_closed,
    "group_archive": on_closed,
    "channel_deleted": on_closed,
    "group_deleted": on_closed,
    "channel_left": on_closed,
    "group_left": on_closed,
    "member_left_channel": on_left,
}
"""Of Lockstep's own leaving Slack tells as of anybody's, and by an event for itself, which it may
withhold (docs.slack.dev/reference/events/channel_left).
"""
