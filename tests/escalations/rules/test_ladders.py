"""Who is asked, and who next: as tables, and as promises that hold for every ladder."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.escalations.rules import DEFAULT, Asked, Ladder, Level, Roster, Urgency, Who, Why, ladders
from bot.escalations.rules.ladders import DAY

steady = settings(derandomize=True)

WITHIN = dict.fromkeys(Urgency, timedelta(hours=1))
ROLES = {
    Who.LEADS: ["IVAN", "BO"],
    Who.OTHER_LEADS: ["MAYA"],
    Who.LIAISONS: ["IVAN", "MAYA"],
    Who.SPONSORS: ["SOFIA", "SAM"],
}
HEADS = Level((), ("HANA", "HUGO"), WITHIN)
THREE = Ladder((*DEFAULT.levels, HEADS))

people = st.sampled_from(["ANA", "IVAN", "BO", "MAYA", "SOFIA", "SAM", "HANA", "HUGO"])
groups = st.lists(people, max_size=4)
levels = st.builds(
    Level,
    st.lists(st.sampled_from(Who), max_size=3, unique=True).map(tuple),
    groups.map(tuple),
    st.just(WITHIN),
)
any_ladder = st.lists(levels, max_size=ladders.LEVELS_MAX).map(tuple).map(Ladder)
rosters = st.builds(
    Roster,
    st.fixed_dictionaries({who: groups for who in Who}),
    people,
    st.dictionaries(people, st.none() | people),
    st.frozensets(people, max_size=4),
)


def roster(asker: str = "ANA", **changes: Any) -> Roster:
    """Return the two teams, and who is not there."""
    return Roster(ROLES, asker, **changes)


def themselves(*user_ids: str) -> dict[str, str]:
    """Return people who are asked for nobody else."""
    return {user_id: user_id for user_id in user_ids}


class TestWithin:
    @pytest.mark.parametrize("level", [0, 1])
    @pytest.mark.parametrize(
        ("urgency", "within"),
        [
            (Urgency.HIGH, timedelta(minutes=30)),
            (Urgency.NORMAL, timedelta(hours=4)),
            (Urgency.LOW, timedelta(hours=8)),
        ],
    )
    def test_is_the_urgencys_for_leads(
        self, urgency: Urgency, level: int, within: timedelta
    ) -> None:
        assert DEFAULT.within(level, urgency) == within

    @pytest.mark.parametrize("urgency", Urgency)
    @pytest.mark.parametrize("ladder", [DEFAULT, THREE, Ladder(())])
    def test_is_a_day_for_sponsors(self, ladder: Ladder, urgency: Urgency) -> None:
        assert ladder.within(ladder.last, urgency) == DAY


class TestAsk:
    @pytest.mark.parametrize(
        ("start", "just_asked", "expected"),
        [
            (0, [], Asked(0, themselves("IVAN", "BO"))),
            (1, ["IVAN", "BO"], Asked(1, themselves("MAYA"))),
            (2, ["MAYA"], Asked(2, themselves("HANA", "HUGO"))),
            (3, ["HANA", "HUGO"], Asked(3, themselves("SOFIA", "SAM"))),
            (3, ["SOFIA", "SAM"], Asked(3, themselves("SOFIA", "SAM"))),
        ],
    )
    def test_goes_up_step_by_step(self, start: int, just_asked: list[str], expected: Asked) -> None:
        assert ladders.ask(THREE, roster(), start=start, just_asked=just_asked) == expected

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            # Nobody but those who have just been asked, and the one who asks.
            ({"asker": "MAYA"}, Asked(2, themselves("HANA", "HUGO"), ((1, Why.SAME),))),
            ({"gone": {"MAYA"}}, Asked(2, themselves("HANA", "HUGO"), ((1, Why.SAME),))),
            ({"away": {"MAYA": None}}, Asked(2, themselves("HANA", "HUGO"), ((1, Why.SAME),))),
            ({"away": {"MAYA": "PIA"}}, Asked(1, {"PIA": "MAYA"})),
            # Nobody stands in who asks, is away too, or has left.
            (
                {"away": {"MAYA": "ANA", "HANA": "HUGO", "HUGO": "HANA"}},
                Asked(3, themselves("SOFIA", "SAM"), ((1, Why.SAME), (2, Why.AWAY))),
            ),
            (
                {"away": {"MAYA": "PIA"}, "gone": {"PIA", "HANA", "HUGO"}},
                Asked(3, themselves("SOFIA", "SAM"), ((1, Why.SAME), (2, Why.EMPTY))),
            ),
        ],
    )
    def test_passes_over_a_level_where_nobody_is_there(
        self, changes: dict[str, Any], expected: Asked
    ) -> None:
        asked = ladders.ask(THREE, roster(**changes), start=1, just_asked=["IVAN", "BO"])
        assert asked == expected

    def test_asks_who_stands_in_for_somebody_of_the_same_level(self) -> None:
        away = roster(away={"IVAN": "BO"})
        assert ladders.ask(DEFAULT, away, start=0) == Asked(0, themselves("BO"))

    @pytest.mark.parametrize(
        ("changes", "people"),
        [
            ({"away": {"SOFIA": None}}, themselves("SAM")),
            ({"away": {"SOFIA": None, "SAM": None}}, themselves("SOFIA", "SAM")),
            ({"away": {"SOFIA": "PIA", "SAM": None}}, {"PIA": "SOFIA"}),
            ({"gone": {"SOFIA", "SAM"}}, themselves("IVAN", "BO", "MAYA")),
            ({"gone": {"SOFIA", "SAM", "IVAN", "BO", "MAYA"}}, {"ANA": "ANA"}),
        ],
    )
    def test_never_passes_over_the_last(
        self, changes: dict[str, Any], people: dict[str, str]
    ) -> None:
        asked = ladders.ask(DEFAULT, roster(**changes), start=2)
        assert asked == Asked(2, people)

    def test_asks_nobody_about_what_is_private_who_is_not_on_the_ladder(self) -> None:
        nobody = roster(gone={"SOFIA", "SAM", "IVAN", "BO"}, is_private=True)
        one = Ladder((Level((Who.LEADS,), (), WITHIN),))
        assert ladders.ask(one, nobody, start=1) == Asked(1, themselves("ANA"))
        assert ladders.ask(DEFAULT, nobody, start=2) == Asked(2, themselves("MAYA"))

    @steady
    @given(any_ladder, rosters, st.integers(0, 3), st.sets(people))
    def test_asks_somebody_who_is_there_and_nobody_twice_running(
        self, ladder: Ladder, who: Roster, start: int, just_asked: set[str]
    ) -> None:
        start = min(start, ladder.last)
        asked = ladders.ask(ladder, who, start=start, just_asked=just_asked)
        assert asked.people
        assert start <= asked.level <= ladder.last
        assert [level for level, _why in asked.passed] == list(range(start, asked.level))
        if asked.level < ladder.last:
            assert not asked.people.keys() & {*just_asked, *who.gone, *who.away, who.asker}


class TestSamePlace:
    @steady
    @given(any_ladder, any_ladder, st.integers(0, 3))
    def test_is_on_the_other_ladder_and_stays_at_the_top(
        self, before: Ladder, after: Ladder, level: int
    ) -> None:
        level = min(level, before.last)
        place = ladders.same_place(level, before=before, after=after)
        assert 0 <= place <= after.last
        assert place == after.last or level < before.last
        if level < min(before.last, after.last):
            assert place == level


class TestEverybody:
    def test_is_all_whom_a_level_means_but_the_asker(self) -> None:
        assert ladders.everybody(THREE, roster(asker="BO")) == {
            *("IVAN", "MAYA", "HANA", "HUGO", "SOFIA", "SAM")
        }
