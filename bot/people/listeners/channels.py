"""What Slack tells of channels as it happens; of private ones only where Lockstep is in them."""

from datetime import datetime

from bot.clock import Clock
from bot.db import Transaction
from bot.people import operations
from bot.people.operations import following, recording
from bot.people.rules.profiles import Place, instant
from bot.slack.values import Event


def on_created(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Write down a public channel that is new."""
    said = event.body["channel"]
    place = Place(said["id"], said["name"], is_private=False, is_archived=False)
    with transaction() as session:
        operations.record_channels(session, event.workspace_id, [place], now=_said_at(event, clock))


def on_renamed(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Call a channel by its new name."""
    said = event.body["channel"]
    with transaction() as session:
        recording.rename(
            session,
            event.workspace_id,
            said["id"],
            said["name"],
            said_at=_said_at(event, clock),
        )


def on_archived(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note that nobody can be asked in a channel any more: it was archived, or deleted."""
    _archive(event, transaction, clock, is_archived=True)


def on_unarchived(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note that people can be asked in a channel again."""
    _archive(event, transaction, clock, is_archived=False)


def on_moved(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Let a channel have the id that Slack has given it, with the members that are followed."""
    ids = event.body["old_channel_id"], event.body["new_channel_id"]
    with transaction() as session:
        recording.move(session, event.workspace_id, *ids)
        following.move(session, event.workspace_id, *ids)


def _archive(event: Event, transaction: Transaction, clock: Clock, *, is_archived: bool) -> None:
    with transaction() as session:
        recording.archive(
            session,
            event.workspace_id,
            event.body["channel"],
            is_archived=is_archived,
            said_at=_said_at(event, clock),
        )


def _said_at(event: Event, clock: Clock) -> datetime:
    """Return when it happened: Slack says so, but for a few events, in its samples at least."""
    ts = event.body.get("event_ts")
    return instant(ts) if ts else clock()


EVENTS = {
    "channel_created": on_created,
    "channel_rename": on_renamed,
    "group_rename": on_renamed,
    "channel_archive": on_archived,
    "group_archive": on_archived,
    "channel_deleted": on_archived,
    "group_deleted": on_archived,
    "channel_unarchive": on_unarchived,
    "group_unarchive": on_unarchived,
    "channel_id_changed": on_moved,
}
"""docs.slack.dev/reference/events: what is called a group there is a private channel."""
