"""What is asked of Slack to know who is here: which method, how fast, and when again."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

DAY = timedelta(days=1)

SWEEP_EVERY = timedelta(days=7)
"""How often everything is read again, for the events that were missed."""

COMPARISONS_A_DAY = 3
"""Channels whose size is compared on one day, so that a day in which nothing changed costs fewer
than five calls, however many channels are followed: these, and one for all user groups."""

LEASE = timedelta(seconds=30)
"""How long one call may take, with what is done before and after it, until another process may
make it: longer than the call's own 8 seconds, so that only a process that died is passed over."""

SHARE = 0.9
"""Of what Slack permits: calls that leave evenly do not arrive evenly."""

PAGE = "200"
"""Rows a call, at most, as Slack advises (docs.slack.dev/apis/web-api/pagination)."""


class Kind(StrEnum):
    """What is read: a list of all, or one thing that is named by a subject's id."""

    PEOPLE = "people"
    CHANNELS = "channels"
    CHANNEL = "channel"
    CHANNEL_MEMBERS = "channel_members"
    GROUPS = "groups"
    GROUP_MEMBERS = "group_members"
    PERSON = "person"


@dataclass(frozen=True)
class Method:
    """A method of Slack's, and how often a minute it may be called in a workspace."""

    name: str
    per_minute: int


TIER_2, TIER_3, TIER_4 = 20, 50, 100
"""Calls a minute (docs.slack.dev/apis/web-api/rate-limits)."""

METHODS = {
    Kind.PEOPLE: Method("users.list", TIER_2),
    Kind.CHANNELS: Method("conversations.list", TIER_2),
    Kind.CHANNEL: Method("conversations.info", TIER_3),
    Kind.CHANNEL_MEMBERS: Method("conversations.members", TIER_4),
    Kind.GROUPS: Method("usergroups.list", TIER_2),
    Kind.GROUP_MEMBERS: Method("usergroups.users.list", TIER_2),
    Kind.PERSON: Method("users.info", TIER_4),
}

NOT_SHOWN = frozenset(
    {"channel_not_found", "not_in_channel", "no_such_subteam", "plan_upgrade_required"}
)
"""Slack's errors for a channel or a user group that it does not show us: a private channel that
nobody has invited us to, a group that is gone."""

NOBODY = frozenset({"user_not_found", "user_not_visible"})
"""Slack's errors for somebody whom it does not show us."""

CURSOR_GONE = "invalid_cursor"


def spacing(kind: Kind) -> timedelta:
    """Return the least time between two calls of the method that reads `kind`."""
    return timedelta(minutes=1) / (METHODS[kind].per_minute * SHARE)


def arguments(kind: Kind, subject: str, cursor: str | None) -> dict[str, str]:
    """Return what the method that reads `kind` is called with."""
    said = _FIXED[kind] | ({_NAMES[kind]: subject} if kind in _NAMES else {})
    return said | ({"cursor": cursor} if cursor else {})


_FIXED: Mapping[Kind, dict[str, str]] = {
    Kind.PEOPLE: {"limit": PAGE},
    Kind.CHANNELS: {
        "limit": PAGE,
        "types": "public_channel,private_channel",
        "exclude_archived": "true",
    },
    Kind.CHANNEL: {"include_num_members": "true"},
    Kind.CHANNEL_MEMBERS: {"limit": PAGE},
    Kind.GROUPS: {"include_count": "true"},
    Kind.GROUP_MEMBERS: {},
    Kind.PERSON: {},
}
_NAMES = {
    Kind.CHANNEL: "channel",
    Kind.CHANNEL_MEMBERS: "channel",
    Kind.GROUP_MEMBERS: "usergroup",
    Kind.PERSON: "user",
}
"""What each method calls its subject."""


def is_group(source_id: str) -> bool:
    """Return whether a source of members is a user group (S…) and no channel (C…, G…)."""
    return source_id.startswith("S")


def compared_by(source_id: str) -> tuple[Kind, str]:
    """Return the reading that tells whether a source has changed: one does for all groups."""
    return (Kind.GROUPS, "") if is_group(source_id) else (Kind.CHANNEL, source_id)


def members_of(source_id: str) -> tuple[Kind, str]:
    """Return the reading of a source's members."""
    return (Kind.GROUP_MEMBERS if is_group(source_id) else Kind.CHANNEL_MEMBERS), source_id


def next_comparison(others_due: Collection[datetime], *, now: datetime) -> datetime:
    """Return when to compare a channel again: tomorrow, or later where the days are full.

    `others_due` is when the workspace's other channels will be compared. Each takes a part of the
    day for itself, so that no day has more than COMPARISONS_A_DAY.
    """
    part = DAY / COMPARISONS_A_DAY
    return max([now + DAY, *(due + part for due in others_due)])
