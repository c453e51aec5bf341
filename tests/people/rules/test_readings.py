"""What is asked of Slack, how fast, and when again."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.people.rules import readings
from bot.people.rules.readings import COMPARISONS_A_DAY, DAY, Kind
from sandbox.web_api import METHODS

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)


class TestSpacing:
    @pytest.mark.parametrize("kind", Kind)
    def test_stays_within_what_slack_publishes(self, kind: Kind) -> None:
        calls_a_minute = timedelta(minutes=1) / readings.spacing(kind)
        published = METHODS[readings.METHODS[kind].name].per_minute
        assert published
        assert calls_a_minute < published


class TestArguments:
    @pytest.mark.parametrize(
        ("kind", "cursor", "expected"),
        [
            (Kind.PEOPLE, None, {"limit": "200"}),
            (Kind.PEOPLE, "next", {"limit": "200", "cursor": "next"}),
            (
                Kind.CHANNELS,
                None,
                {
                    "limit": "200",
                    "types": "public_channel,private_channel",
                    "exclude_archived": "true",
                },
            ),
            (Kind.CHANNEL, None, {"channel": "X1", "include_num_members": "true"}),
            (Kind.CHANNEL_MEMBERS, None, {"channel": "X1", "limit": "200"}),
            (Kind.GROUPS, None, {"include_count": "true"}),
            (Kind.GROUP_MEMBERS, None, {"usergroup": "X1"}),
            (Kind.PERSON, None, {"user": "X1"}),
        ],
    )
    def test_are_what_the_method_takes(
        self, kind: Kind, cursor: str | None, expected: dict[str, str]
    ) -> None:
        assert readings.arguments(kind, "X1", cursor) == expected


class TestNextComparison:
    def test_of_the_only_channel_is_tomorrow(self) -> None:
        assert readings.next_comparison([], now=NOW) == NOW + DAY

    @given(st.integers(1, 12), st.lists(st.integers(0, 600), max_size=60))
    def test_leaves_no_day_with_more_than_its_part(self, channels: int, delays: list[int]) -> None:
        """However late the sweeps are that compare what is due."""
        due = {channel: NOW + DAY for channel in range(1)}
        for channel in range(1, channels):
            due[channel] = readings.next_comparison(list(due.values()), now=NOW)
        done: list[datetime] = []
        for delay in [*delays, *[0] * 40]:
            first = min(due, key=lambda channel: due[channel])
            at = max([due[first] + timedelta(seconds=delay), *done[-1:]])
            done.append(at)
            others = [each for channel, each in due.items() if channel != first]
            due[first] = readings.next_comparison(others, now=at)
        windows = zip(done, done[COMPARISONS_A_DAY:], strict=False)
        assert all(later - earlier >= DAY - timedelta(minutes=10) for earlier, later in windows)
