"""Where blocks stand, and what pressing and choosing there does."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from sandbox import elements
from sandbox.elements import Placed
from sandbox.model import Json, Message
from sandbox.page.tab import Tab
from sandbox.people import Value


class Stage(Protocol):
    """A message, a modal or the Home tab, as its controls know it."""

    @property
    def tab(self) -> Tab:
        """Who looks."""

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

    async def press(self, place: Placed) -> None:
        name = called(place, self.message.blocks)
        await self.tab.act(partial(self.tab.person.click, name, self.message))

    async def choose(self, place: Placed, value: Value) -> None:
        name = called(place, self.message.blocks)
        await self.tab.act(partial(self.tab.person.choose, name, value, self.message))

    def ask(self, block: Json) -> None:
        """Slack takes no input blocks in messages."""


def called(wanted: Placed, blocks: Iterable[Json]) -> str:
    """Return the name by which an element is found first among those of its blocks.

    An action_id may come back in several blocks, a block_id holds several elements.
    """
    element, block = wanted.element, wanted.block
    places = [each for each in elements.placed(list(blocks)) if _is_like(each, wanted)]
    names = (str(element["action_id"]), str(block["block_id"]), wanted.label)
    for name in names:
        first = next((place for place in places if place.called(name)), None)
        if first and (first.block["block_id"], first.element["action_id"]) == names[1::-1]:
            return name
    return names[0]


def _is_like(place: Placed, wanted: Placed) -> bool:
    kinds = (place.element["type"], wanted.element["type"])
    return kinds.count("button") != 1
