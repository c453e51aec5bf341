"""What stands in a modal or on the Home tab: its inputs, and what the person has typed so far."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial

from sandbox import elements, view_state
from sandbox.elements import Placed
from sandbox.model import Json, OpenView, Shown
from sandbox.page import fields
from sandbox.page.ask import value_of
from sandbox.page.fields import Field
from sandbox.page.tab import Tab
from sandbox.people import FormError, Value

Typed = Mapping[tuple[str, str, str], Value]
"""(block_id, action_id, kind of input) -> what stands in it.

Slack: /reference/methods/views.update, "Preserving input entry".
"""


class Form:
    """The stage of one view; `typed` is what stood in its inputs when the app changed it."""

    def __init__(self, tab: Tab, shown: Shown, typed: Typed) -> None:
        self.tab = tab
        self._shown = shown
        self._before = typed
        self._fields: list[Field] = []
        self._errors: dict[str, str] = {}

    @property
    def has_inputs(self) -> bool:
        return bool(self._fields)

    @property
    def typed(self) -> Typed:
        """What stands in the inputs, to be kept if the app changes the view."""
        return {_key(field.place): field.value for field in self._fields}

    def values(self) -> dict[str, Value]:
        """Return what `Person.submit` takes."""
        return {str(field.place.block["block_id"]): field.value for field in self._fields}

    def check(self) -> bool:
        """Say under each input why Slack's client would not send it; True when all would do."""
        self._errors = {}
        problems = [(field, field.problem()) for field in self._fields]
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
        """Add an input, with what was typed into it before the app changed the view."""
        place = next(elements.placed([block]))
        key = _key(place)
        value = self._before[key] if key in self._before else self.start(place)
        field = Field(place, value, self.tab)
        fields.draw(field, self._changed)
        if field.box is None:
            return
        self._fields.append(field)
        if place.tells and _waits_for_enter(place.element):
            field.box.on("keydown.enter.prevent", lambda: self.choose(place, field.value))

    async def press(self, place: Placed) -> None:
        """Press a button: the app hears what stands in the inputs, too."""
        await self._after_typing(partial(self.tab.person.click, place, view=self._shown))

    async def choose(self, place: Placed, value: Value) -> None:
        """Choose where the app is told at once."""
        await self._after_typing(partial(self.tab.person.choose, place, value, view=self._shown))

    def start(self, place: Placed) -> Value:
        """Return what stands in an element that nobody has touched since it was drawn."""
        states = self._shown.view["state"]["values"].get(place.block["block_id"], {})
        state = states.get(place.element["action_id"])
        value = view_state.value_of(place.element, state) if state else None
        if not value and place.element.get("default_to_current_conversation"):
            value = self._shown.channel if isinstance(self._shown, OpenView) else None
        return value_of(place.element, value, self.tab)

    async def _changed(self, field: Field) -> None:
        """Take a complaint back, and tell the app of the change where its view asks for that."""
        field.complain("")
        if field.place.tells and not _waits_for_enter(field.place.element):
            await self.choose(field.place, field.value)

    async def _after_typing(self, act: Callable[[], object]) -> None:
        """Act once Slack has what stands in the inputs: a click's payload carries it."""
        silent = [field for field in self._fields if not field.place.tells]
        person = self.tab.person

        def work() -> None:
            for field in silent:
                with suppress(FormError):
                    person.choose(field.place, field.value, view=self._shown)
            act()

        await self.tab.act(work)


def _waits_for_enter(element: Json) -> bool:
    """Whether the app hears of a text on Enter, and not of every character.

    Slack: /reference/block-kit/composition-objects/dispatch-action-configuration-object.
    """
    when = element.get("dispatch_action_config", {}).get("trigger_actions_on", ())
    return element["type"].endswith("_input") and "on_character_entered" not in when


def _key(place: Placed) -> tuple[str, str, str]:
    return place.block["block_id"], place.element["action_id"], place.element["type"]
