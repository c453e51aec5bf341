"""What Slack tells of the channels that agendas go to."""

from bot.clock import Clock
from bot.db import Transaction
from bot.meetings.operations import channels
from bot.slack.values import Event


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take meetings along to the id that Slack has given a channel."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        channels.move(session, event.workspace_id, *ids)


EVENTS = {"channel_id_changed": on_moved}
