"""What Slack tells of people as it happens."""

from bot.clock import Clock
from bot.db import Transaction
from bot.people import operations, queries
from bot.people.rules.profiles import read_profile
from bot.slack.values import Event


def on_user(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Write down what changed of a person, or who came."""
    with transaction() as session:
        profile = read_profile(event.body["user"], queries.get_home(session, event.workspace_id))
        operations.record_people(session, event.workspace_id, [profile], now=clock())


EVENTS = {"team_join": on_user, "user_change": on_user}
"""docs.slack.dev/reference/events/user_change"""
