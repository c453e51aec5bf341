"""The top of the page: the workspace, who one is, and a clock that can be moved."""

from datetime import datetime, time, timedelta
from functools import partial

from nicegui import ui

from sandbox.model import User
from sandbox.page.reader import clock_time
from sandbox.page.tab import Tab
from sandbox.page.tags import button, icon_button, tag

MORNING = time(9)


class Header:
    """Who looks, and when."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with tag("header", "", "top"):
            self.menu = icon_button("menu", "Conversations", "menu-button")
            tag("h1", tab.workspace.name)
            self._switcher()
            with tag("div", "", "clock", role="group", aria_label="Clock"):
                self._clock = tag("time", "", "now")
                self._buttons()
        tab.parts.append(self.draw)
        ui.timer(1.0, self.draw)

    def draw(self) -> None:
        """Show the time where the person is."""
        now = self._tab.person.local_time()
        zone = self._tab.person.user.tz.rpartition("/")[2].replace("_", " ")
        words = f"{now:%a} {now.day} {now:%b}, {clock_time(now)}"
        if words != self._clock.text:
            self._clock.text = words
        self._clock.props["title"] = f"Time in {zone}"

    def _switcher(self) -> None:
        people = {user.id: f"{user.real_name} — {_role(user)}" for user in self._tab.people()}
        with tag("div", "", "switcher"):
            label = tag("label", "You are", "who")
            box = ui.select(
                people,
                value=self._tab.person.id,
                on_change=lambda event: self._tab.become(event.value),
            )
        box.props("borderless dense options-dense behavior=menu")
        box.props["for"] = label.props["for"] = f"person-{box.id}"

    def _buttons(self) -> None:
        for words, span in (("+15 min", timedelta(minutes=15)), ("+1 h", timedelta(hours=1))):
            button(words, "clock-button").on("click", partial(self._advance, span))
        button("Next morning", "clock-button").on("click", self._next_morning)

    async def _advance(self, span: timedelta) -> None:
        await self._tab.act(partial(self._tab.sandbox.advance, span))

    async def _next_morning(self) -> None:
        await self._advance(until_morning(self._tab.person.local_time()))


def until_morning(now: datetime) -> timedelta:
    """Return how long it is until nine o'clock of the next day, in the zone of `now`."""
    morning = datetime.combine(now.date() + timedelta(days=1), MORNING, now.tzinfo)
    return timedelta(seconds=morning.timestamp() - now.timestamp())


def _role(user: User) -> str:
    if user.is_stranger:
        return "another company"
    return user.title or ("Guest" if user.is_restricted else "Member")
