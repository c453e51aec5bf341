"""Where blocks stand, and what pressing and choosing there does."""

from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sandbox import elements
from sandbox.elements import Placed
from sandbox.model import Json, Message
from sandbox.page.ask import value_of
from sandbox.page.tab import Tab
from sandbox.people import Value


class Stage(Protocol):
    """A message, a modal or the Home tab, as its controls know it."""

    @property
    def tab(self) -> Tab:
        """Who looks."""

    def start(self, place: Placed) -> Value:
        """Return what is chosen so far."""

    async def press(self, place: Placed) -> None:
        """Press a button."""

    async def choose(self, place: Placed, value: Value) -> None:
        """Choose in a list, tick a box, pick a date."""

    def ask(self, block: Json) -> None:
        """Add an input block."""


@dataclass(frozen=True, slots=True)
class OnMessage:
    """The blocks of a message."""

    tab: Tab
    message: Message

    def start(self, place: Placed) -> Value:
        initial = place.element.get(elements.KEEPS[place.element["type"]].initial)
        return value_of(place.element, initial, self.tab)

    async def press(self, place: Placed) -> None:
        await self.tab.act(partial(self.tab.person.click, place, self.message))

    async def choose(self, place: Placed, value: Value) -> None:
        await self.tab.act(partial(self.tab.person.choose, place, value, self.message))

    def ask(self, block: Json) -> None:
        """Slack takes no input blocks in messages."""
