"""A menu that the app fills: what is chosen, a box to type into, and what the app then offers."""

from functools import partial

from nicegui import ui
from nicegui.element import Element

from sandbox.elements import KEEPS
from sandbox.model import Json
from sandbox.page import chips, menus, still
from sandbox.page.ask import Ask
from sandbox.page.tags import button, tag
from sandbox.people import suggesting

_PAUSE = 250
"""Milliseconds without a stroke after which the app is asked."""

_LEAVE = "(event) => event.currentTarget.contains(event.relatedTarget) || emit()"


def select(ask: Ask) -> Element:
    """Add the menu; returns its box."""
    return _Menu(ask).box


class _Menu:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._many = KEEPS[ask.element["type"]].many
        several = ask.kept if isinstance(ask.kept, list) else [ask.kept]
        self._kept: list[Json] = [each for each in several if each]
        self._typed: str | None = None
        with tag("div", "", "suggested") as holder:
            self._chosen = ui.element("div").classes("chips")
            self.box = ui.input(placeholder=ask.placeholder, on_change=self._look)
            self._list = tag("div", "", "offered", role="listbox", aria_label=ask.label)
        self.box.props(f"outlined dense debounce={_PAUSE} role=combobox autocomplete=off")
        self.box.classes("field-box").on("focus", self._look)
        holder.on("focusout", self._hide, js_handler=_LEAVE)
        holder.on("keydown", js_handler=menus.arrows("[role=option]"))
        self._draw()

    async def _look(self) -> None:
        """Ask the app what it offers, unless something else has been typed meanwhile."""
        typed = str(self.box.value or "")
        least = suggesting.least(self._ask.element)
        if typed == self._typed:
            return
        self._typed = typed
        if len(typed) < least:
            self._say(f"Type {least} characters or more.")
            return
        self._say("Loading…")
        offered = await self._ask.suggest(typed)
        if self._typed == typed and not self._list.is_deleted:
            self._offer(offered)

    def _offer(self, offered: Json | str) -> None:
        if isinstance(offered, str):
            self._say(offered)
            return
        plain, groups = offered.get("options", ()), offered.get("option_groups", ())
        if not plain and not groups:
            self._say("No results.")
            return
        self._list.clear()
        with self._list:
            self._add(plain)
            for group in groups:
                tag("b", still.words(group["label"]), role="presentation")
                self._add(group["options"])

    def _add(self, options: list[Json]) -> None:
        for option in options:
            row = button(still.options_text(option), "suggestion", role="option")
            row.on("mousedown.prevent", js_handler="() => {}")  # the focus stays in the box
            row.on("click", partial(self._pick, option))

    def _say(self, words: str) -> None:
        self._list.clear()
        self._list.set_visibility(True)
        with self._list:
            tag("p", words, "hint", role="status")

    def _hide(self) -> None:
        self._typed = None
        self._list.set_visibility(False)

    def _pick(self, option: Json) -> object:
        before = [each for each in self._kept if each["value"] != option["value"]]
        self._kept = [*before, option] if self._many else [option]
        self.box.set_value("")
        self._hide()
        return self._tell()

    def _take_away(self, option: Json) -> object:
        self._kept.remove(option)
        return self._tell()

    def _tell(self) -> object:
        self._draw()
        values = [str(option["value"]) for option in self._kept]
        return self._ask.changed(values if self._many else next(iter(values), None))

    def _draw(self) -> None:
        chosen = [(still.options_text(each), partial(self._take_away, each)) for each in self._kept]
        chips.draw(self._chosen, chosen)
