"""What an initiative can be at, who may change it, and what comes of two changes at once."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.permissions import ANY, Role, may
from bot.roadmap import rules
from bot.roadmap.rules import CLOSED, LISTED, PERMISSIONS, Stage

FIELDS = st.dictionaries(
    st.sampled_from(["title", "why", "stage", "owner:1", "owner:2", "owner:3"]),
    st.one_of(st.none(), st.sampled_from(["a", "b", "c"])),
)
TODAY = date(2026, 11, 23)


class TestPermissions:
    @pytest.mark.parametrize("role", Role)
    @pytest.mark.parametrize("stage", Stage)
    @pytest.mark.parametrize("action", ["roadmap.change", "roadmap.move_stage"])
    def test_let_owners_leads_and_sponsors_change(
        self, action: str, stage: Stage, role: Role
    ) -> None:
        allowed = role in {Role.OWNER, Role.LEAD, Role.SPONSOR}
        assert may(PERMISSIONS, action, stage, {role}) is allowed

    @pytest.mark.parametrize("role", Role)
    def test_let_every_colleague_add(self, role: Role) -> None:
        assert may(PERMISSIONS, "roadmap.add", ANY, {role}) is (role is Role.COLLEAGUE)

    def test_say_something_of_every_stage(self) -> None:
        for action in ("roadmap.change", "roadmap.move_stage"):
            assert set(PERMISSIONS[action]) == set(Stage)


class TestRoles:
    @pytest.mark.parametrize(
        ("user_id", "found"),
        [
            ("OWNER", {Role.COLLEAGUE, Role.OWNER}),
            ("LEAD", {Role.COLLEAGUE, Role.LEAD}),
            ("SPONSOR", {Role.COLLEAGUE, Role.SPONSOR}),
            ("BOTH", {Role.COLLEAGUE, Role.OWNER, Role.LEAD}),
            ("NOBODY", {Role.COLLEAGUE}),
        ],
    )
    def test_are_all_that_somebody_is(self, user_id: str, found: set[Role]) -> None:
        people = {"owners": ["OWNER", "BOTH"], "leads": ["LEAD", "BOTH"], "sponsors": ["SPONSOR"]}
        assert rules.roles(user_id, **people) == found


class TestIsOverdue:
    @pytest.mark.parametrize("stage", Stage)
    @pytest.mark.parametrize(("days", "late"), [(-1, True), (0, False), (1, False)])
    def test_is_a_day_after_the_target_of_what_was_promised(
        self, stage: Stage, days: int, late: bool
    ) -> None:
        found = rules.is_overdue(stage, TODAY + timedelta(days=days), TODAY)
        assert found is (late and stage in {Stage.ACTIVE, Stage.PLANNED})


class TestListedBefore:
    def test_has_mine_first_but_not_when_it_is_over(self) -> None:
        for stage in Stage:
            place = rules.listed_before(stage, is_mine=True)
            assert (place == 0) is (stage not in CLOSED)

    def test_has_the_others_by_stage(self) -> None:
        places = [rules.listed_before(stage, is_mine=False) for stage in LISTED]
        assert places == [1, 2, 3, 4, 5, 6]
        assert set(LISTED) == set(Stage)


class TestOwners:
    def test_are_by_team_and_leave_out_the_empty(self) -> None:
        fields = {"title": "a", "owner:7": "U1", "owner:8": None, "owner:19": "U2"}
        assert rules.owners(fields) == {7: "U1", 19: "U2"}
        assert rules.team_of("title") is None


class TestWhomToAsk:
    @pytest.mark.parametrize(
        ("gone", "asked"),
        [
            (set(), ["L1", "L2"]),
            ({"L1"}, ["L2"]),
            ({"L1", "L2"}, ["S1"]),
            ({"L1", "L2", "S1"}, []),
        ],
    )
    def test_are_the_leads_then_the_sponsors(self, gone: set[str], asked: list[str]) -> None:
        assert rules.whom_to_ask(["L1", "L2"], ["S1"], gone=gone) == asked


class TestFolded:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            ("ÉTUDE", "étude"),
            ("E\u0301tude", "\u00c9tude"),
            ("Straße", "STRASSE"),
            ("Web\u00a0shop", "web  shop"),
            ("\uff37\uff25\uff22", "web"),
        ],
    )
    def test_makes_the_same_of_what_reads_the_same(self, one: str, other: str) -> None:
        assert rules.folded(one) == rules.folded(other)

    @given(st.text(max_size=80))
    def test_has_nothing_left_to_fold(self, name: str) -> None:
        folded = rules.folded(name)
        assert folded == " ".join(folded.split())


class TestNumberMeant:
    @pytest.mark.parametrize(
        ("text", "meant"),
        [
            ("INI-7", (7, True)),
            ("ini-7", (7, True)),
            ("Ini 007", (7, True)),
            ("ini7", (7, True)),
            (" 7 ", (7, False)),
            ("2027", (2027, False)),
            ("INI-", (None, False)),
            ("7 dwarfs", (None, False)),
            ("INI-7x", (None, False)),
            ("ESC-7", (None, False)),
            ("9999999999", (None, False)),
            ("", (None, False)),
        ],
    )
    def test_is_what_people_call_it(self, text: str, meant: tuple[int | None, bool]) -> None:
        assert rules.number_meant(text) == meant

    @given(st.text(max_size=100))
    def test_takes_whatever_is_typed(self, text: str) -> None:
        number, is_number_only = rules.number_meant(text)
        assert number is not None or not is_number_only
