"""What Slack tells of who comes and goes, in the channels and user groups that are followed."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from bot.clock import Clock
from bot.db import Transaction
from bot.people import queries
from bot.people.operations import following as followings
from bot.people.operations import readings
from bot.people.rules.profiles import instant
from bot.people.rules.readings import Kind, members_of
from bot.slack.values import Event


def on_joined(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note who came into a channel; if it is Lockstep, look into the channel."""
    _note(event, followings.join, transaction, clock)


def on_left(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note who left a channel; if it is Lockstep, look whether it may still see who is in it."""
    _note(event, followings.leave, transaction, clock)


def on_removed(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Take nobody for a member of a channel from which Lockstep was removed, until Slack says more.

    Of a private one it says nothing any more, of a public one it does. A reading that is under way
    began before that.
    """
    channel_id, workspace_id, now = event.body["channel"], event.workspace_id, clock()
    with transaction() as session:
        for each in queries.find_followings(session, workspace_id, [channel_id]).values():
            # The reading first: whoever writes down who is in it locks that first, too.
            readings.wake(session, workspace_id, *members_of(channel_id), now=now)
            followings.hide(each, now=now)


def on_group_members(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Note who came into a user group, and who left it."""
    said, workspace_id = event.body, event.workspace_id
    with transaction() as session:
        for each in queries.find_followings(session, workspace_id, [said["subteam_id"]]).values():
            at = instant(said.get("event_ts") or said["date_update"])
            followings.leave(session, each, said.get("removed_users") or (), at=at)
            followings.join(session, each, said.get("added_users") or (), at=at)
            readings.wake_for_unknown(session, workspace_id, now=clock())


def on_group(event: Event, *, transaction: Transaction, clock: Clock) -> None:
    """Read which groups there are, and compare those that are followed.

    The event itself names 500 members at most (docs.slack.dev/reference/events/subteam_updated); it
    also comes when a group is disabled.
    """
    with transaction() as session:
        readings.wake(session, event.workspace_id, Kind.GROUPS, "", now=clock())


def _note(
    event: Event,
    change: Callable[..., None],
    transaction: Transaction,
    clock: Clock,
) -> None:
    channel_id, user_id = event.body["channel"], event.body["user"]
    with transaction() as session:
        if user_id == event.bot_user_id:
            readings.wake(session, event.workspace_id, Kind.CHANNEL, channel_id, now=clock())
        _note_member(session, event, change, clock())


def _note_member(
    session: Session, event: Event, change: Callable[..., None], now: datetime
) -> None:
    channel_id, workspace_id = event.body["channel"], event.workspace_id
    for each in queries.find_followings(session, workspace_id, [channel_id]).values():
        change(session, each, [event.body["user"]], at=instant(event.body["event_ts"]))
        readings.wake_for_unknown(session, workspace_id, now=now)


EVENTS = {
    "channel_left": on_removed,
    "group_left": on_removed,
    "member_joined_channel": on_joined,
    "member_left_channel": on_left,
    "subteam_created": on_group,
    "subteam_members_changed": on_group_members,
    "subteam_updated": on_group,
}
"""docs.slack.dev/reference/events: a user group is called a subteam there, and a private channel a
group."""
