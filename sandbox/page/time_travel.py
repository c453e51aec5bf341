"""A clock that can be moved, and what the app does about it."""

from collections.abc import Callable, Mapping
from datetime import datetime, time, timedelta
from functools import partial

from nicegui import ui

from sandbox.journal import Accepted
from sandbox.page.reader import clock_time
from sandbox.page.tab import Tab
from sandbox.page.tags import button, mark, say, tag

MORNING = time(9)
MONDAY = 0
QUIET = 20
"""Looks, one a second, without a call of the app after which it has done what was due: some look
at the clock every few seconds only.
"""

Span = Callable[[datetime], timedelta]
"""How far a jump goes from a time on the wall."""

_POSTS = frozenset({"chat.postMessage", "chat.postEphemeral"})


class TimeTravel:
    """The time where the person is, and how to get on."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._before: int | None = None
        """Calls of the app there were before the jump; None once it has done what was due."""
        self._calls = self._quiet = 0
        with tag("div", "", "clock", role="group", aria_label="Clock"):
            self._work = tag("span", "", "work", role="status")
            self._now = tag("time", "", "now")
            self._buttons()
        tab.parts.append(self.draw)
        ui.timer(1.0, self._tick)

    def draw(self) -> None:
        """Show the time where the person is."""
        now = self._tab.person.local_time()
        zone = self._tab.person.user.tz.rpartition("/")[2].replace("_", " ")
        words = f"{now:%a} {now.day} {now:%b}, {clock_time(now)}"
        if words != self._now.text:
            self._now.text = words
        say(self._now, title=f"{now:%A}, {now.day} {now:%B %Y}: the time in {zone}")

    async def jump(self, words: str) -> None:
        """Move the clock as far as one of the buttons does."""
        self._before = self._calls = len(self._tab.sandbox.calls)
        self._quiet = 0
        self._show()
        by = SPANS[words](self._tab.person.local_time())
        await self._tab.act(partial(self._tab.sandbox.advance, by))

    def _buttons(self) -> None:
        for words in SPANS:
            button(words, "clock-button").on("click", partial(self.jump, words))

    def _tick(self) -> None:
        self.draw()
        if self._before is None:
            return
        calls = len(self._tab.sandbox.calls)
        self._quiet = 0 if calls != self._calls else self._quiet + 1
        self._calls = calls
        self._show()
        if self._quiet == QUIET:
            self._before = None

    def _show(self) -> None:
        """Say that the app is at work, and what it has done."""
        app, posted = self._tab.workspace.app.name, self._posted()
        is_done = self._quiet >= QUIET
        if is_done:
            self._work.text = (
                f"{app} has posted {posted}" if posted else f"{app} had nothing to say"
            )
        else:
            self._work.text = f"{app} is at work: {posted}…" if posted else f"{app} is at work…"
        mark(self._work, "busy-mark", when=not is_done)

    def _posted(self) -> str:
        """Return how many messages the app has posted since the jump; "" for none."""
        calls = self._tab.sandbox.calls[self._before or 0 :]
        count = sum(isinstance(call, Accepted) and call.method in _POSTS for call in calls)
        return f"{count} message{'s' if count > 1 else ''}" if count else ""


def until_morning(now: datetime) -> timedelta:
    """Return how long it is until nine o'clock of the next day, in the zone of `now`."""
    return _until(now, days=1)


def until_monday(now: datetime) -> timedelta:
    """Return how long it is until nine o'clock of the next Monday that is not today."""
    return _until(now, days=(MONDAY - now.weekday() - 1) % 7 + 1)


def _until(now: datetime, *, days: int) -> timedelta:
    morning = datetime.combine(now.date() + timedelta(days=days), MORNING, now.tzinfo)
    return timedelta(seconds=morning.timestamp() - now.timestamp())


SPANS: Mapping[str, Span] = {
    "+15 min": lambda _now: timedelta(minutes=15),
    "+1 h": lambda _now: timedelta(hours=1),
    "Next morning": until_morning,
    "Next Monday": until_monday,
}
"""The jumps that are offered, by what their buttons say."""
