"""What wakes the sender at once, and what goes on after one bad row."""

import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from bot.scheduling import Waker, for_each
from tests import wait


class Counted:
    """Counts its calls, and raises what it is told to."""

    def __init__(self, failure: Exception | None = None) -> None:
        self.calls = 0
        self._failure = failure

    def __call__(self) -> int:
        self.calls += 1
        if self._failure:
            raise self._failure
        return self.calls


class TestWaker:
    @pytest.fixture
    def awake(self) -> Iterator[Callable[[Callable[[], bool | None]], Waker]]:
        wakers: list[Waker] = []

        def start(act: Callable[[], bool | None]) -> Waker:
            wakers.append(Waker("it", act))
            wakers[-1].start()
            return wakers[-1]

        yield start
        for waker in wakers:
            waker.stop(timedelta(seconds=5))

    def test_calls_until_there_is_no_more_to_do(
        self, awake: Callable[[Callable[[], bool]], Waker]
    ) -> None:
        work, done = [3, 2, 1], threading.Event()

        def act() -> bool:
            if not work:
                done.set()
                return False
            return bool(work.pop())

        waker = awake(act)
        for more in ([], [2, 1]):
            work += more
            done.clear()
            waker.wake()
            assert done.wait(10)
            assert work == []

    def test_sleeps_until_it_is_woken(self, awake: Callable[[Callable[[], bool]], Waker]) -> None:
        calls = Counted()
        waker = awake(lambda: calls() == 0)
        assert calls.calls == 0
        waker.wake()
        wait.until(lambda: calls.calls == 1)

    def test_hears_a_wake_that_comes_while_it_works(
        self, awake: Callable[[Callable[[], bool]], Waker]
    ) -> None:
        calls, working, go_on = Counted(), threading.Semaphore(0), threading.Semaphore(0)

        def act() -> bool:
            calls()
            working.release()
            go_on.acquire(timeout=10)
            return False

        waker = awake(act)
        waker.wake()
        assert working.acquire(timeout=10)
        waker.wake()
        go_on.release(2)
        assert working.acquire(timeout=10)
        assert calls.calls == 2

    def test_stops_between_two_calls(self, awake: Callable[[Callable[[], bool]], Waker]) -> None:
        working, go_on, calls = threading.Event(), threading.Event(), Counted()

        def act() -> bool:
            calls()
            working.set()
            return go_on.wait(10)

        waker = awake(act)
        waker.wake()
        assert working.wait(10)
        waker.stop(timedelta(0))  # it is still at work: nobody waits for it
        go_on.set()
        waker.stop(timedelta(seconds=10))
        assert calls.calls == 1

    def test_may_be_stopped_before_it_started(self) -> None:
        Waker("it", lambda: False).stop(timedelta(seconds=1))


class TestForEach:
    def test_calls_with_every_item_in_order(self) -> None:
        seen: list[int] = []
        for_each([3, 1, 2], seen.append)
        assert seen == [3, 1, 2]

    def test_goes_on_after_a_failure_and_raises_them_all(self) -> None:
        seen: list[int] = []

        def act(item: int) -> None:
            seen.append(item)
            if item % 2:
                raise ValueError(item)

        with pytest.raises(ExceptionGroup) as raised:
            for_each(range(4), act)
        assert seen == [0, 1, 2, 3]
        assert [str(error) for error in raised.value.exceptions] == ["1", "3"]
