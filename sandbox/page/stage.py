"""Where blocks stand (a message, a modal, the Home tab), and what one does to them there."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from functools import partial
from typing import Any

from sandbox import elements, standing
from sandbox.elements import Placed
from sandbox.model import Json, Message
from sandbox.page import fields
from sandbox.page.ask import Ask
from sandbox.page.fields import Field
from sandbox.page.tab import Tab
from sandbox.people import CannotDo, Value
from sandbox.shown import Shown


class Stage:
    """The blocks of one message or view, and the inputs in them.

    What is typed is kept where Slack keeps it (`state.values`), with every stroke: a click's
    payload carries it, and a page that is loaded anew shows it again.
    """

    def __init__(self, tab: Tab, where: Message | Shown) -> None:
        self.tab = tab
        self._where = where
        self._fields: list[Field] = []
        self._errors: dict[str, str] = {}
        self._turn = asyncio.Lock()

    @property
    def has_inputs(self) -> bool:
        return bool(self._fields)

    def check(self) -> bool:
        """Say under each input why Slack's client would not send it; True when all would do."""
        self._errors = {}
        refusal = self.tab.person.refusal
        problems = [(each, refusal(each.place, each.value, self._where)) for each in self._fields]
        for field, words in problems:
            field.complain(words)
        return not any(words for _, words in problems)

    def complain(self, errors: Mapping[str, str]) -> None:
        """Show the app's complaints (block_id -> words), and no others, once they change."""
        if errors == self._errors:
            return
        self._errors = dict(errors)
        for field in self._fields:
            field.complain(errors.get(field.place.block["block_id"], ""))

    def ask(self, block: Json) -> None:
        """Add an input, with what stands in it already."""
        place = next(elements.placed([block]))
        field = Field(place)
        fields.draw(field, self.about(place, partial(self._changed, field)))
        if field.box is None:
            return
        self._fields.append(field)
        if place.tells and _waits_for_enter(place.element):
            field.box.on("keydown.enter.prevent", lambda: self.choose(place, field.value))

    def about(self, place: Placed, changed: Callable[[Value], Any]) -> Ask:
        """Return how the page asks for what stands in an element."""
        kept = standing.value(self.tab.workspace, self.tab.person.id, place, self._where)
        name = place.label or "Choose"
        suggest = partial(self.suggest, place)
        optional = bool(place.block.get("optional"))
        return Ask(place.element, name, kept, changed, suggest, self.tab, optional)

    async def press(self, place: Placed) -> None:
        """Press a button."""
        await self.tab.act(partial(self.tab.person.click, place, **self._there))

    async def choose(self, place: Placed, value: Value) -> None:
        """Choose where the app is told at once; it hears one choice after the other."""
        async with self._turn:
            await self.tab.act(partial(self.tab.person.choose, place, value, **self._there))

    async def suggest(self, place: Placed, typed: str) -> Json | str:
        """Return what the app offers in a menu of its own, or the sentence why there is nothing."""
        person = self.tab.person
        try:
            return await asyncio.to_thread(person.suggest, place, typed, **self._there)
        except CannotDo as cannot:
            return str(cannot)

    @property
    def _there(self) -> dict[str, Any]:
        name = "message" if isinstance(self._where, Message) else "view"
        return {name: self._where}

    def _changed(self, field: Field, value: Value) -> Awaitable[None] | None:
        """Keep what is typed, and tell the app of it where its view asks for that."""
        field.value = value
        field.complain("")
        if field.place.tells and not _waits_for_enter(field.place.element):
            return self.choose(field.place, value)
        with suppress(CannotDo):  # it waits for the submission, which says what is wrong with it
            self.tab.person.fill(field.place, value, self._where)
        return None


def _waits_for_enter(element: Json) -> bool:
    """Whether the app hears of a text on Enter, and not of every character.

    Slack: /reference/block-kit/composition-objects/dispatch-action-configuration-object.
    """
    when = element.get("dispatch_action_config", {}).get("trigger_actions_on", ())
    return element["type"].endswith("_input") and "on_character_entered" not in when
