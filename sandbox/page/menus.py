"""Menus that open at a button, as keyboards and screen readers know them."""

from collections.abc import Awaitable, Callable, Iterable

from nicegui import ui
from nicegui.element import Element

Item = tuple[str, Callable[[], Awaitable[None]]]
"""What stands in a menu, and what choosing it does."""

_ARROWS = """(event) => {
  const step = {ArrowDown: 1, ArrowUp: -1}[event.key];
  if (!step) return;
  event.preventDefault();
  const items = [...event.currentTarget.querySelectorAll('[role=menuitem]')];
  const at = items.indexOf(document.activeElement);
  const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
  items.at(next % items.length).focus();
}"""


def add(opener: Element, items: Iterable[Item]) -> None:
    """Add a menu that `opener` opens; arrows go up and down in it, Enter chooses."""
    with opener, ui.menu().props("auto-close") as menu:
        for words, chosen in items:
            ui.menu_item(words, chosen).props("role=menuitem")
    menu.on("keydown", js_handler=_ARROWS)
    opener.props["aria-haspopup"] = "menu"
    opener.on("click", menu.open)
