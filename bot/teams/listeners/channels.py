"""What Slack tells of the teams' channels."""

from bot.clock import Clock
from bot.db import Transaction
from bot.slack.values import Event
from bot.teams.operations import changing


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Ask teams under the id that Slack has given their channel."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        changing.move_channel(session, event.workspace_id, *ids)
