"""What escalations come to: as rules, and equal to what their events say."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

import pytest

from bot.escalations.models import EscalationEvent, standing
from bot.escalations.queries.statistics import list_records
from bot.escalations.rules import State, statistics
from bot.escalations.rules.statistics import Record
from tests.escalations import histories
from tests.escalations import world as worlds
from tests.escalations.world import World

NINE = datetime(2026, 11, 23, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)
LONG_AGO = date(2020, 1, 1)


def record(hours: float | None = 1, **changes: Any) -> Record:
    """Return one that was raised at nine, and answered and accepted so many hours later."""
    values: dict[str, Any] = {
        "raised_at": NINE,
        "kind": None,
        "pair": (1, 2),
        "state": State.OPEN if hours is None else State.ACCEPTED,
        "owned_at": NINE + HOUR / 2,
        "answered_at": None if hours is None else NINE + hours * HOUR,
        "late_at": None,
        "needed_on": None,
        "highest_level": 0,
        "reopened_times": 0,
    }
    return Record(**values | changes)


class TestSummarise:
    def test_gives_no_percentiles_of_a_few(self) -> None:
        summary = statistics.summarise([record()] * 4)
        assert (summary.raised, summary.answered, summary.to_answer) == (4, 4, None)

    def test_gives_the_nearest_rank(self) -> None:
        summary = statistics.summarise([record(hours) for hours in range(1, 11)])
        assert summary.to_answer == (5 * HOUR, 9 * HOUR)
        assert summary.to_owner == (HOUR / 2, HOUR / 2)

    def test_counts_only_answers_that_were_accepted(self) -> None:
        summary = statistics.summarise(
            [record(), record(state=State.ANSWERED), record(None), record(state=State.WITHDRAWN)]
        )
        assert (summary.raised, summary.answered, summary.withdrawn) == (4, 1, 1)
        assert summary.unfinished == 2

    @pytest.mark.parametrize(
        ("changes", "in_time"),
        [
            ({}, 1),
            ({"late_at": NINE}, 0),
            ({"needed_on": date(2026, 11, 23)}, 1),
            ({"needed_on": date(2026, 11, 22)}, 0),
        ],
    )
    def test_counts_as_in_time_what_missed_nothing(
        self, changes: dict[str, Any], in_time: int
    ) -> None:
        assert statistics.summarise([record(**changes)]).in_time == in_time


class TestByWeek:
    def test_has_twelve_weeks_with_those_of_nothing(self) -> None:
        weeks = statistics.by_week([record(), record(None)], date(2026, 11, 26))
        assert len(weeks) == 12
        assert (weeks[-1].monday, weeks[-1].raised, weeks[-1].answered) == (
            date(2026, 11, 23),
            2,
            1,
        )
        assert weeks[0].monday == date(2026, 9, 7) == statistics.began(date(2026, 11, 26))


class TestBy:
    def test_has_the_most_frequent_first(self) -> None:
        found = statistics.by([record(pair=(3, 4)), record(), record()], lambda each: each.pair)
        assert [(pair, summary.raised) for pair, summary in found.items()] == [
            ((1, 2), 2),
            ((3, 4), 1),
        ]


class TestHistories:
    def test_are_what_the_events_say(self, world: World) -> None:
        compare(world, number=25)

    @pytest.mark.faults
    def test_are_what_the_events_say_in_a_thousand(self, world: World) -> None:
        compare(world, number=1000)


def compare(world: World, *, number: int) -> None:
    """Compare rows, and what statistics read of them, with what their events say."""
    chance, expected = Random(20261126), []  # noqa: S311 (no secret)
    for _history in range(number):
        escalation_id = histories.live(world, chance, moves=chance.randrange(14))
        events = world.history(escalation_id)
        assert histories.replay(events) == standing(world.get(escalation_id))
        expected.append(recomputed(events))
    with world.transaction() as session:
        records = list_records(session, world.workspace_id, since=LONG_AGO)
    assert sorted(map(repr, records)) == sorted(map(repr, expected))
    assert {each.state for each in records} == set(State) or number < 100


def recomputed(events: Sequence[EscalationEvent]) -> Record:  # noqa: C901 (a list of moves)
    """Return the record that follows from the moves alone, without what they say they changed."""
    raised = events[0]
    owned = answered = late = None
    state, highest, reopened, missed = State.OPEN, raised.level, 0, 0
    for event in events:
        highest = max(highest, event.level)
        match event.move:
            case "acknowledge" | "hand_over":
                state, owned, missed = State.ACKNOWLEDGED, owned or event.at, 0
            case "promise" | "reply" | "wake":
                state, missed = State.ACKNOWLEDGED, 0
            case "snooze":
                state = State.SNOOZED
            case "ask_back":
                state = State.ASKED_BACK
            case "answer":
                state, owned, answered = State.ANSWERED, owned or event.at, event.at
            case "accept":
                state = State.ACCEPTED
            case "withdraw":
                state = State.WITHDRAWN
            case "reopen" | "jump" | "release":
                state, reopened = State.OPEN, reopened + (event.move == "reopen")
            case "advance":
                state, late = State.OPEN, late or event.at
            case "remind" if state is State.ACKNOWLEDGED:
                missed = event.changed["reminders"]
                late = late or (event.at if missed > 1 else None)
    first = raised.changed
    return Record(
        raised_at=raised.at,
        kind=None,
        pair=(first["raising_team_id"], first["answering_team_id"]),
        state=state,
        owned_at=owned,
        answered_at=answered,
        late_at=late,
        needed_on=None,
        highest_level=highest,
        reopened_times=reopened,
    )


def test_the_worlds_of_these_tests_are_apart(world: World) -> None:
    """Records of another workspace are not counted."""
    elsewhere = worlds.build(world.transaction, world.clock, slack_id="T0ELSEWHERE")
    elsewhere.raise_one()
    with world.transaction() as session:
        assert list_records(session, world.workspace_id, since=LONG_AGO) == []
