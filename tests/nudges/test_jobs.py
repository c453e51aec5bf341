"""What the clock does to what waits, on both databases; it is Monday, 09:00 in London."""

import threading
from datetime import timedelta

import pytest

from bot.nudges import jobs, notices
from bot.nudges.rules import Kind, Reason
from bot.outbox.rules.states import State
from bot.people.rules import Standing
from tests.clock import MONDAY_MORNING
from tests.nudges.desk import ANA, BEN, Desk


@pytest.fixture(autouse=True)
def people(desk: Desk) -> None:
    """Ana and Ben work in London."""
    desk.know(ANA)
    desk.know(BEN)


class TestDeliver:
    def test_tells_somebody_who_works_at_once(self, desk: Desk) -> None:
        desk.tell("a", owner_id=BEN)
        assert desk.sweep() == desk.clock() + timedelta(seconds=1)
        assert desk.sweep(seconds=1) is None
        (sent,) = desk.sent()
        assert (sent.destination, sent.owner_id) == (ANA, BEN)
        assert sent.payload["text"] == "About a"
        assert desk.recipient().unanswered == 1
        assert not desk.waiting()

    def test_does_not_tell_it_twice(self, desk: Desk) -> None:
        desk.tell("a")
        for _ in range(3):
            desk.sweep(seconds=1)
        assert len(desk.sent()) == 1

    @pytest.mark.sqlite_first
    def test_tells_what_comes_on_top_on_the_next_day_in_one_message(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        desk.tell("b")
        desk.tell("c")
        desk.sweep(hours=7)
        assert len(desk.sent()) == 1
        desk.sweep(hours=17)
        assert [message.payload["text"] for message in desk.sent()] == [
            "About a",
            "2 things wait for you\nAbout b\nAbout c",
        ]

    @pytest.mark.sqlite_first
    def test_waits_for_working_hours(self, desk: Desk) -> None:
        desk.know(ANA, zone="America/Los_Angeles")  # it is 01:00 there
        desk.tell("a")
        assert desk.sweep() == desk.clock() + notices.LOOK_AGAIN
        for _ in range(7):
            desk.sweep(hours=1)
        assert not desk.sent()
        desk.sweep(hours=1)
        assert len(desk.sent()) == 1

    @pytest.mark.sqlite_first
    def test_tells_three_in_seven_days_and_no_more(self, desk: Desk) -> None:
        days = []
        for day in range(12):
            desk.tell(f"a{day}", within=timedelta(days=9))
            desk.hear()
            before = len(desk.sent())
            desk.sweep(days=1 if day else 0)
            days += [day] * (len(desk.sent()) - before)
        assert days == [0, 1, 2, 7, 8, 9]
        assert desk.waiting() == ["a10", "a11"]

    @pytest.mark.sqlite_first
    def test_asks_after_three_in_vain_and_then_says_nothing(self, desk: Desk) -> None:
        self.tell_on_days(desk, 0, 1, 2, 7)
        assert desk.sent()[-1].payload["text"] == (
            "I have written three times and heard nothing. Shall I go on?"
        )
        self.tell_on_days(desk, 8, 14, 21)
        assert len(desk.sent()) == 4
        desk.tell("urgent", urgent=True)
        assert desk.sent()[-1].payload["text"] == "About urgent"

    @pytest.mark.sqlite_first
    def test_goes_on_with_what_waits_once_the_person_is_heard(self, desk: Desk) -> None:
        self.tell_on_days(desk, 0, 1, 2, 7)
        desk.clock.advance(days=1)
        desk.hear()
        desk.sweep()
        assert desk.sent()[-1].payload["text"] == "About day 7"

    @pytest.mark.sqlite_first
    def test_asks_nobody_who_is_heard_in_between(self, desk: Desk) -> None:
        self.tell_on_days(desk, 0, 1)
        desk.hear()
        self.tell_on_days(desk, 2, 7)
        assert desk.sent()[-1].payload["text"] == "About day 7"

    def tell_on_days(self, desk: Desk, *days: int) -> None:
        for day in days:
            ahead = MONDAY_MORNING + timedelta(days=day) - desk.clock()
            desk.clock.advance(seconds=ahead.total_seconds())
            desk.tell(f"day {day}", within=timedelta(days=20))
            desk.sweep()

    @pytest.mark.parametrize(
        ("became", "reason"),
        [
            ({"is_deactivated": True}, Reason.LEFT),
            ({"standing": Standing.GUEST}, Reason.OUTSIDER),
        ],
    )
    def test_drops_what_waits_for_who_may_be_told_nothing_any_more(
        self, desk: Desk, became: dict[str, object], reason: Reason
    ) -> None:
        desk.tell("a")
        desk.know(ANA, **became)
        desk.sweep()
        assert desk.dropped() == {"a": reason}
        assert not desk.sent()

    @pytest.mark.sqlite_first
    def test_says_whose_message_it_is_only_if_one_person_asked(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        desk.tell("b", owner_id=BEN)
        desk.tell("c", owner_id="U3")
        desk.sweep(days=1)
        assert desk.sent()[-1].owner_id is None

    def test_comes_back_at_once_for_more_than_one_turn_takes(self, desk: Desk) -> None:
        for number in range(jobs.BATCH + 1):
            desk.tell(f"a{number}", f"U{number}")
        assert desk.sweep() == desk.clock()
        desk.sweep()
        assert len(desk.sent()) == jobs.BATCH + 1

    @pytest.mark.sqlite_first
    def test_keeps_workspaces_apart(self, desk: Desk, other: Desk) -> None:
        desk.tell("a")
        other.tell("a")
        desk.sweep()
        assert {message.workspace_id for message in desk.sent()} == {
            desk.workspace_id,
            other.workspace_id,
        }

    def test_tells_once_when_two_workers_sweep_at_once(self, desk: Desk) -> None:
        for number in range(20):
            desk.tell(f"a{number}", f"U{number}")
        both = threading.Barrier(2)

        def work() -> None:
            both.wait()
            jobs.deliver(transaction=desk.transaction, now=desk.clock())

        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        desk.sweep()
        assert sorted(message.destination for message in desk.sent()) == sorted(
            f"U{number}" for number in range(20)
        )


class TestSettle:
    def test_notes_what_arrived(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        desk.arrive()
        desk.sweep()
        (message,) = desk.ledger()
        assert (message.kind, message.settled_at) == (Kind.NUDGES, desk.clock())
        assert message.given_up_at is None

    def test_tells_again_on_another_day_what_came_too_late_to_be_sent(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        (sent,) = desk.sent()
        assert sent.expires_at == desk.clock() + timedelta(hours=10)  # 19:00, quiet begins
        desk.clock.advance(hours=10)
        desk.arrive(State.EXPIRED)
        desk.sweep()
        assert desk.waiting() == ["a"]
        assert desk.recipient().unanswered == 0
        desk.sweep(hours=14)
        assert len(desk.sent()) == 2
        assert not desk.waiting()

    def test_asks_again_when_the_question_did_not_arrive(self, desk: Desk) -> None:
        TestDeliver().tell_on_days(desk, 0, 1, 2, 7)
        desk.arrive(State.EXPIRED)
        desk.sweep()
        assert desk.recipient().asked_at is None


class TestDropExpired:
    @pytest.mark.sqlite_first
    def test_drops_what_nobody_needs_any_more(self, desk: Desk) -> None:
        desk.tell("a")
        desk.sweep()
        desk.tell("b", within=timedelta(hours=3))
        desk.sweep(hours=3)
        assert desk.dropped() == {"b": Reason.EXPIRED}
        desk.sweep(days=1)
        assert len(desk.sent()) == 1
        assert desk.recipient().next_at is None
