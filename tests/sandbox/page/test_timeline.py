"""How messages are read: days, names, and where a thread hangs."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from sandbox.model import Message
from sandbox.page.reader import Reader
from sandbox.page.timeline import Thread, rows, thread_of, thread_rows

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
READER = Reader("U1", ZoneInfo("Europe/Berlin"), NOW, {})


def said(minutes: float, user: str = "U2", **more: object) -> Message:
    """Return a message of so many minutes ago."""
    return Message("C1", f"{NOW.timestamp() - 60 * minutes:.6f}", user, "Hi", **more)  # type: ignore[arg-type] # any field


class TestRows:
    def test_name_each_day_and_who_speaks_anew(self) -> None:
        messages = [said(60 * 24), said(10), said(8), said(1), said(0, "U3")]
        read = rows(messages, READER, lambda _message: None)
        assert [(row.heading, row.is_led, row.at) for row in read] == [
            ("Yesterday", True, "1:00 PM"),
            ("Today", True, "12:50 PM"),
            ("", False, "12:52 PM"),
            ("", True, "12:59 PM"),
            ("", True, "1:00 PM"),
        ]

    def test_mark_what_a_link_led_to(self) -> None:
        one, two = said(20), said(10)
        read = rows([one, two], READER, lambda _message: None, pointed=two.ts)
        assert [row.is_pointed for row in read] == [False, True]


class TestThreadRows:
    def test_count_the_replies_below_what_began_it(self) -> None:
        root = said(3)
        answers = [said(2, thread_ts=root.ts), said(1, thread_ts=root.ts)]
        read = thread_rows([root, *answers], READER, root.ts, 2)
        assert [(row.heading, row.is_led, row.at) for row in read] == [
            ("", True, "Today at 12:57 PM"),
            ("2 replies", True, "Today at 12:58 PM"),
            ("", False, "Today at 12:59 PM"),
        ]


class TestThreadOf:
    def test_says_how_many_replied_when_and_who(self) -> None:
        answers = [said(30, "U3"), said(20, "U1"), said(10, "U3")]
        thread = thread_of(answers, READER, seen="")
        assert thread == Thread(3, "today at 12:50 PM", ("U3", "U1"), is_new=True)
        assert thread.words == "3 replies"

    def test_is_new_only_with_what_others_said_since(self) -> None:
        answers = [said(30, "U3"), said(20, "U1")]
        thread = thread_of(answers, READER, seen=answers[0].ts)
        assert thread is not None
        assert not thread.is_new

    def test_is_nothing_without_replies(self) -> None:
        assert thread_of([], READER, seen="") is None
