"""The part of a long conversation that is drawn."""

from collections.abc import Iterator

from sandbox.model import Message
from sandbox.page.window import SPAN, STEP, Window, around, earlier, later, look

ALL = [f"{number:010d}.000000" for number in range(1, 1001)]


def shown(window: Window, all_ts: list[str] = ALL) -> tuple[int, int, bool, bool]:
    """Return the numbers of the first and the last message shown, and what there is besides."""
    view = look((Message("C1", ts, "U1") for ts in reversed(all_ts)), window)
    first, last = view.messages[0].ts, view.messages[-1].ts
    return int(float(first)), int(float(last)), view.has_earlier, view.has_later


class TestLook:
    def test_shows_the_newest_ones_at_first(self) -> None:
        assert shown(Window()) == (1001 - STEP, 1000, True, False)

    def test_follows_what_is_said_and_keeps_what_one_reads(self) -> None:
        window = Window(ALL[989])
        assert shown(window, ALL) == (990, 1000, True, False)
        assert shown(window, [*ALL, "0000001001.000000"]) == (990, 1001, True, False)

    def test_never_shows_more_than_a_browser_moves(self) -> None:
        assert shown(Window(ALL[0])) == (1001 - SPAN, 1000, True, False)

    def test_reads_no_further_back_than_it_shows(self) -> None:
        read = []

        def newest_first() -> Iterator[Message]:
            for ts in reversed(ALL):
                read.append(ts)
                yield Message("C1", ts, "U1")

        look(newest_first(), Window())
        assert len(read) == STEP + 1

    def test_shows_nothing_where_nothing_is(self) -> None:
        view = look([], Window())
        assert (view.messages, view.has_earlier, view.has_later) == ([], False, False)


class TestMoving:
    def test_reaches_every_message_up_and_down_again(self) -> None:
        window, seen = Window(ALL[-STEP]), set(range(1001 - STEP, 1001))
        for way in (earlier, later):
            for _step in range(len(ALL) // STEP):
                window = way(ALL, window)
                first, last, _, _ = shown(window)
                assert last - first < SPAN
                seen |= set(range(first, last + 1))
            assert seen == set(range(1, 1001))
            seen = {*range(1, SPAN + 1)}
        assert not window.newest

    def test_leaves_most_of_what_was_read_in_place(self) -> None:
        window = Window(ALL[-SPAN])
        assert shown(earlier(ALL, window)) == (1001 - SPAN - STEP, 1000 - STEP, True, True)

    def test_goes_around_a_message(self) -> None:
        half = STEP // 2
        assert shown(around(ALL, ALL[499])) == (500 - half, 499 + half, True, True)
        assert shown(around(ALL, ALL[0])) == (1, half, False, True)
        assert shown(around(ALL, ALL[-1])) == (1000 - half, 1000, True, False)

    def test_stays_where_nothing_is(self) -> None:
        assert earlier([], Window()) == later([], Window()) == around([], "1.0") == Window()
