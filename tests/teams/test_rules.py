"""Who may set the teams up."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import block_kit
from bot.teams import rules

people = st.sampled_from(["U1", "U2", "U3", "U4"])


class TestMaySetUp:
    @pytest.mark.parametrize(
        ("responsible", "expected"),
        [((), True), (("U1",), True), (("U2", "U1"), True), (("U2",), False)],
        ids=["nobody yet", "the only one", "one of several", "somebody else"],
    )
    def test_is_for_anybody_at_first_then_for_the_responsible(
        self, responsible: tuple[str, ...], expected: bool
    ) -> None:
        assert rules.may_set_up("U1", responsible) is expected

    @settings(derandomize=True, deadline=None)
    @given(st.sets(people))
    def test_always_lets_somebody_in(self, responsible: set[str]) -> None:
        assert any(rules.may_set_up(each, responsible) for each in ("U1", "U2", "U3", "U4"))


class TestLimits:
    def test_let_a_teams_name_be_a_choice_uncut(self) -> None:
        name = "x" * rules.TEAM_NAME_MAX
        assert block_kit.option(name, "1")["text"]["text"] == name
