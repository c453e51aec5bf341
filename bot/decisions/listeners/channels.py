"""What Slack tells of the channels that decisions are kept in."""

from bot.clock import Clock
from bot.db import Transaction
from bot.decisions.operations import channels
from bot.slack.values import Event


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Keep what belongs to a private channel with it under the id that Slack has given it."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        channels.move(session, event.workspace_id, *ids)


EVENTS = {"channel_id_changed": on_moved}
