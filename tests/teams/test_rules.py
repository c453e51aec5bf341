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

    @settings(derandomize=True)
    @given(st.from_regex(r"[a-z0-9_\-äß広]{1,80}", fullmatch=True))
    def test_is_always_something_that_fits(self, channel: str) -> None:
        name = rules.propose_name(channel)
        assert 0 < len(name) <= rules.TEAM_NAME_MAX
        assert name == name.strip()


USERS = st.sampled_from(["U1", "U2", "U3", "U4", "U5"])
PEOPLE = st.lists(USERS, max_size=3, unique=True)


class TestAfterLeaving:
    def left(self, **fields: list[str]) -> dict[str, list[str]]:
        team = {"leads": ["IVAN"], "deputies": [], "sponsors": ["SOFIA"], "liaison": []} | fields
        return rules.after_leaving(team, {"IVAN"}, elsewhere=["MAYA"])

    @pytest.mark.parametrize(
        ("before", "leads"),
        [
            ({"deputies": ["BO", "ANA"]}, ["BO"]),
            ({"leads": ["IVAN", "ANA"], "deputies": ["BO"]}, ["ANA", "BO"]),
            ({"leads": ["IVAN", "ANA"]}, ["ANA"]),
            ({}, ["SOFIA"]),
            ({"sponsors": ["IVAN"]}, ["MAYA"]),
        ],
        ids=["deputy", "beside another lead", "another lead", "sponsor", "elsewhere"],
    )
    def test_puts_somebody_in_a_leads_place(
        self, before: dict[str, list[str]], leads: list[str]
    ) -> None:
        assert self.left(**before)["leads"] == leads

    def test_takes_the_deputy_who_leads_now_off_the_deputies(self) -> None:
        assert self.left(deputies=["BO", "ANA"])["deputies"] == ["ANA"]

    def test_lets_nobody_gone_be_asked(self) -> None:
        after = self.left(liaison=["IVAN"], deputies=["IVAN"], sponsors=["IVAN"])
        assert "IVAN" not in {user_id for people in after.values() for user_id in people}
        assert after["sponsors"] == ["MAYA"]

    @settings(derandomize=True)
    @given(
        st.fixed_dictionaries(
            {
                "leads": st.lists(USERS, min_size=1, max_size=3, unique=True),
                "sponsors": st.lists(USERS, min_size=1, max_size=3, unique=True),
                "deputies": PEOPLE,
                "liaison": st.lists(USERS, max_size=1),
            }
        ),
        st.sets(USERS),
        PEOPLE,
    )
    def test_strands_nothing_while_anybody_is_there(
        self, fields: dict[str, list[str]], gone: set[str], elsewhere: list[str]
    ) -> None:
        after = rules.after_leaving(fields, gone, elsewhere=elsewhere)
        assert gone.isdisjoint(user_id for people in after.values() for user_id in people)
        anybody = {*fields["leads"], *fields["sponsors"], *fields["deputies"], *elsewhere} - gone
        if anybody - (set(fields["deputies"]) if gone.isdisjoint(fields["leads"]) else set()):
            assert after["leads"] or gone.isdisjoint(fields["leads"])
            assert after["sponsors"]

    @settings(derandomize=True)
    @given(PEOPLE, PEOPLE, PEOPLE)
    def test_changes_nothing_when_nobody_left(
        self, leads: list[str], sponsors: list[str], deputies: list[str]
    ) -> None:
        fields = {
            "leads": leads or ["U1"],
            "sponsors": sponsors or ["U1"],
            "deputies": deputies,
            "liaison": [],
        }
        assert rules.after_leaving(fields, {"U9"}, elsewhere=["U5"]) == fields


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
