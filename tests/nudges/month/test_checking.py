"""The checker of the month sees what it is there to see."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.nudges.month import checking
from tests.nudges.month.checking import Read
from tests.nudges.month.living import Told
from tests.nudges.month.people import Life, Somebody

NOON = datetime(2026, 10, 5, 12, tzinfo=UTC)
"""A Monday, 13:00 in London."""

URGENT = "Nobody has answered ESC-1 in time, so I ask you. ESC-1, high urgency: A asks B."
REMINDER = "You promised @A an answer to ESC-1 by noon. ESC-1, low urgency: A asks B."


def somebody(**facts: object) -> Somebody:
    began = NOON - timedelta(days=7)
    ana = Somebody("U1", [(began, Life("Europe/London"))], answers=1, to_question=None)
    ana.heard_at = [NOON + timedelta(hours=hour) for hour in range(0, 24 * 30, 6)]
    for name, fact in facts.items():
        setattr(ana, name, fact)
    return ana


def read(*, text: str = "[1]", **later: float) -> Read:
    return Read("U1", NOON + timedelta(**later), text)


def found(*reads: Read, **facts: object) -> list[str]:
    return list(checking.breaches(reads, somebody(**facts)))


class TestBreaches:
    def test_are_none_within_budget_and_hours(self) -> None:
        assert not found(read(), read(days=1), read(days=2), read(days=7), read(days=8))

    @pytest.mark.parametrize(
        ("reads", "words"),
        [
            ([read(), read(hours=1)], "got 2 messages"),
            ([read(), read(days=1), read(days=2), read(days=4)], "got 4 messages in seven days"),
            ([read(days=5)], "does not work"),
            ([read(hours=4)], "does not work at Mon 17:00"),
            ([read(hours=6)], "wants quiet"),
            ([read(text="Shall I go on?")], "in silence"),
        ],
    )
    def test_are_seen(self, reads: list[Read], words: str) -> None:
        assert any(words in each for each in found(*reads))

    def test_are_seen_where_clocks_show_something_else(self) -> None:
        """In Sydney it is 23:00."""
        assert found(read(), lives=[(NOON, Life("Australia/Sydney"))])

    def test_are_seen_in_absences_after_somebody_left_or_said_stop(self) -> None:
        assert found(read(), away=[(NOON, date(2026, 10, 5), date(2026, 10, 6))])
        assert found(read(), left_at=NOON)
        assert found(read(hours=1), stopped=[(NOON, None)])

    def test_are_seen_when_somebody_silent_is_not_asked(self) -> None:
        days = [read(days=day) for day in (0, 1, 2, 7)]
        assert found(*days, heard_at=[])
        asked = read(days=7, text="Shall I go on?")
        assert not found(*days[:3], asked, heard_at=[])
        assert found(*days[:3], asked, read(days=8), heard_at=[])

    def test_are_none_for_what_is_urgent(self) -> None:
        assert not found(*[read(text=URGENT, hours=hour) for hour in range(0, 60, 7)])

    def test_are_seen_in_reminders_too(self) -> None:
        posts = [read(text=REMINDER), read(text=REMINDER, hours=1)]
        assert all(checking.ASKED.search(each.text) for each in posts)
        assert found(*posts)


class TestLost:
    @pytest.mark.parametrize(
        ("reads", "lost"), [([], True), ([read()], False), ([read(), read(days=1)], True)]
    )
    def test_is_what_is_not_told_once(self, reads: list[Read], lost: bool) -> None:
        told = Told("[1]", "U1", NOON, timedelta(days=25))
        later = [*reads, read(text="[2]", days=29)]
        assert bool(list(checking.lost([told], later, [somebody()]))) is lost
