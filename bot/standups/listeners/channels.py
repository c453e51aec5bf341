"""What Slack tells of the channels that stand-ups ask, and tell."""

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Event
from bot.standups.operations import channels


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take stand-ups along to the id that Slack has given a channel."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        channels.move(session, event.workspace_id, *ids)


EVENTS = {"channel_id_changed": on_moved}
