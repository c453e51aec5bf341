"""What a team is called, and who may change it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.permissions import ANY, Role, may
from bot.slack import block_kit
from bot.teams import rules
from bot.teams.rules import PERMISSIONS, SetUp


class TestProposeName:
    @pytest.mark.parametrize(
        ("channel", "name"),
        [
            ("marketing", "Marketing"),
            ("it", "IT"),
            ("hr", "HR"),
            ("team-sales", "Sales"),
            ("marketing-team", "Marketing"),
            ("data_ops-emea", "Data ops emea"),
            ("team-it", "IT"),
            ("team", "Team"),
            ("広報", "広報"),
            ("x" * 80, "X" + "x" * 39),
        ],
    )
    def test_is_the_channels_without_its_decoration(self, channel: str, name: str) -> None:
        assert rules.propose_name(channel) == name

    @settings(derandomize=True, deadline=None)
    @given(st.from_regex(r"[a-z0-9_\-äß広]{1,80}", fullmatch=True))
    def test_is_always_something_that_fits(self, channel: str) -> None:
        name = rules.propose_name(channel)
        assert 0 < len(name) <= rules.TEAM_NAME_MAX
        assert name == name.strip()


class TestMerged:
    def test_takes_of_each_field_the_newest_wish(self) -> None:
        base = {"name": "IT", "leads": ["U1"], "channel_id": "C1"}
        theirs = {"name": "IT", "leads": ["U1", "U2"], "channel_id": "C2"}
        mine = {"name": "Tech", "leads": ["U1"], "channel_id": "C3"}
        assert rules.merged(base, theirs, mine) == {
            "name": "Tech",
            "leads": ["U1", "U2"],
            "channel_id": "C3",
        }


class TestDifferences:
    def test_are_the_fields_that_are_said_anew(self) -> None:
        before = {"name": "IT", "leads": ["U1"], "source_id": None}
        assert rules.differences(before, {"name": "IT", "leads": ["U2"]}) == ["leads"]


class TestPermissions:
    def test_let_anybody_begin_then_the_responsible_go_on(self) -> None:
        assert may(PERMISSIONS, "teams.set_up", SetUp.NOT_YET, {Role.COLLEAGUE})
        assert not may(PERMISSIONS, "teams.set_up", SetUp.DONE, {Role.COLLEAGUE, Role.LIAISON})
        for role in (Role.LEAD, Role.SPONSOR):
            assert may(PERMISSIONS, "teams.set_up", SetUp.DONE, {role})
            assert may(PERMISSIONS, "teams.change", ANY, {role})


class TestLimits:
    def test_let_a_teams_name_be_a_choice_uncut(self) -> None:
        name = "x" * rules.TEAM_NAME_MAX
        assert block_kit.option(name, "1")["text"]["text"] == name
