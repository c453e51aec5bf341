"""What Slack tells of channels: a parked message goes on its way when its channel can take it."""

from bot.clock import Clock
from bot.db import Transaction
from bot.outbox.operations import parking
from bot.slack.values import Event


def on_member_joined(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Send what waited for an invitation, if it is the bot that joined."""
    if event.body.get("user") == event.bot_user_id:
        _unpark(event, transaction, clock)


def on_unarchive(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Send what waited for the channel to be opened again."""
    _unpark(event, transaction, clock)


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Find what was posted in a channel, and send what waits for it, under its new id."""
    with transaction() as session:
        parking.move(
            session,
            workspace_id=event.workspace_id,
            old_id=event.body["old_channel_id"],
            new_id=event.body["new_channel_id"],
            now=clock(),
        )


def _unpark(event: Event, transaction: Transaction, clock: Clock) -> None:
    with transaction() as session:
        parking.unpark(
            session,
            workspace_id=event.workspace_id,
            channel_id=event.body["channel"],
            now=clock(),
        )


EVENTS = {
    "channel_id_changed": on_moved,
    "member_joined_channel": on_member_joined,
    "channel_unarchive": on_unarchive,
    "group_unarchive": on_unarchive,
}
