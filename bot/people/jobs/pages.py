"""Writing down what one call to Slack said, and when to make the next."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.people import queries
from bot.people.models import Following, Reading
from bot.people.operations import channels, groups, people, readings
from bot.people.operations import following as followings
from bot.people.operations.readings import Asked
from bot.people.rules.profiles import read_group, read_place, read_profile
from bot.people.rules.readings import (
    DAY,
    SWEEP_EVERY,
    Kind,
    members_of,
    next_comparison,
)
from bot.slack.values import Json

End = datetime | None
"""When a reading that has come to its end is due again."""


def write(session: Session, reading: Reading, asked: Asked, body: Json, *, now: datetime) -> None:
    """Write down a page; after the last one, what it means that somebody was on none of them."""
    _PAGES[asked.kind](session, asked, body)
    cursor = (body.get("response_metadata") or {}).get("next_cursor")
    if cursor:
        readings.go_on(reading, cursor, now=now)
    else:
        due_at = _ENDS[asked.kind](session, asked, now)
        readings.end(reading, due_at=due_at, now=now)


def write_hidden(session: Session, reading: Reading, asked: Asked, *, now: datetime) -> None:
    """Write down that Slack does not show us what was asked about; it is asked again another day.

    An invitation makes that at once.
    """
    if asked.kind is Kind.PERSON:
        people.lose(session, asked.workspace_id, asked.subject, now=asked.at)
        readings.end(reading, due_at=now, now=now)
        return
    for each in _asked_about(session, asked):
        followings.hide(each, now=now)
    compares = asked.kind in (Kind.CHANNEL, Kind.GROUPS)
    due_at = _ENDS[asked.kind](session, asked, now) if compares else now + SWEEP_EVERY
    readings.end(reading, due_at=due_at, now=now)


def _asked_about(session: Session, asked: Asked) -> list[Following]:
    if asked.kind is Kind.GROUPS:
        return list(queries.list_followed_groups(session, asked.workspace_id))
    found = queries.find_followings(session, asked.workspace_id, [asked.subject])
    return list(found.values())


def _people(session: Session, asked: Asked, body: Json) -> None:
    home = queries.get_home(session, asked.workspace_id)
    profiles = [read_profile(user, home) for user in body["members"]]
    people.record_people(session, asked.workspace_id, profiles, now=asked.at)


def _channels(session: Session, asked: Asked, body: Json) -> None:
    places = [read_place(channel) for channel in body["channels"]]
    channels.record_channels(session, asked.workspace_id, places, now=asked.at)


def _channel(session: Session, asked: Asked, body: Json) -> None:
    place = read_place(body["channel"])
    channels.record_channels(session, asked.workspace_id, [place], now=asked.at)
    for each in _asked_about(session, asked):
        _compare(session, each, str(body["channel"].get("num_members")), asked.at)


def _groups(session: Session, asked: Asked, body: Json) -> None:
    found = {group["id"]: group for group in body["usergroups"]}
    read = [read_group(group) for group in found.values()]
    groups.record_groups(session, asked.workspace_id, read, now=asked.at)
    for each in queries.list_followed_groups(session, asked.workspace_id):
        group = found.get(each.source_id)
        if group is None:  # disabled, or deleted
            followings.hide(each, now=asked.at)
        else:
            said = f"{group.get('user_count')} at {group.get('date_update')}"
            _compare(session, each, said, asked.at)


def _compare(session: Session, each: Following, said: str, now: datetime) -> None:
    """Read the members again if Slack says anything else of a source than it did last."""
    if each.said != said or each.hidden_at:
        # The reading first: whoever writes down who is in it locks that first, too.
        readings.wake(session, each.workspace_id, *members_of(each.source_id), now=now)
        each.said = said


def _members(session: Session, asked: Asked, body: Json) -> None:
    user_ids = body["users" if asked.kind is Kind.GROUP_MEMBERS else "members"]
    for each in _asked_about(session, asked):
        followings.join(session, each, user_ids, at=asked.at)


def _person(session: Session, asked: Asked, body: Json) -> None:
    profile = read_profile(body["user"], queries.get_home(session, asked.workspace_id))
    people.record_people(session, asked.workspace_id, [profile], now=asked.at)


def _end_of_people(session: Session, asked: Asked, now: datetime) -> End:
    people.miss_unseen(session, asked.workspace_id, since=asked.began_at, now=now)
    readings.wake_for_unknown(session, asked.workspace_id, now=now)
    return now + SWEEP_EVERY


def _end_of_channels(session: Session, asked: Asked, now: datetime) -> End:
    channels.close_unseen(session, asked.workspace_id, since=asked.began_at, now=now)
    return now + SWEEP_EVERY


def _end_of_channel(session: Session, asked: Asked, now: datetime) -> End:
    if not _asked_about(session, asked):
        return None  # it was asked about once, because we were invited to it
    others = queries.list_comparisons_due(session, asked.workspace_id, but=asked.subject)
    return next_comparison(others, now=now)


def _end_of_groups(session: Session, asked: Asked, now: datetime) -> End:
    followed = queries.list_followed_groups(session, asked.workspace_id)
    return now + (DAY if followed else SWEEP_EVERY)


def _end_of_members(session: Session, asked: Asked, now: datetime) -> End:
    for each in _asked_about(session, asked):
        followings.leave_unseen(session, each, since=asked.began_at, now=now)
        each.hidden_at, each.read_at = None, now
    readings.wake_for_unknown(session, asked.workspace_id, now=now)
    return now + SWEEP_EVERY


def _end_of_person(_session: Session, _asked: Asked, now: datetime) -> End:
    return now  # for the next one; when there is none, that is the end


_PAGES: Mapping[Kind, Callable[[Session, Asked, Json], None]] = {
    Kind.PEOPLE: _people,
    Kind.CHANNELS: _channels,
    Kind.CHANNEL: _channel,
    Kind.CHANNEL_MEMBERS: _members,
    Kind.GROUPS: _groups,
    Kind.GROUP_MEMBERS: _members,
    Kind.PERSON: _person,
}
_ENDS: Mapping[Kind, Callable[[Session, Asked, datetime], Any]] = {
    Kind.PEOPLE: _end_of_people,
    Kind.CHANNELS: _end_of_channels,
    Kind.CHANNEL: _end_of_channel,
    Kind.CHANNEL_MEMBERS: _end_of_members,
    Kind.GROUPS: _end_of_groups,
    Kind.GROUP_MEMBERS: _end_of_members,
    Kind.PERSON: _end_of_person,
}
