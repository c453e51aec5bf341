"""Menus that open at a button, as keyboards and screen readers know them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from nicegui import ui
from nicegui.element import Element

Item = tuple[str, Callable[[], Awaitable[None]]]
"""What stands in a menu, and what choosing it does."""


def add(opener: Element, items: Iterable[Item], links: Mapping[str, str] | None = None) -> None:
    """Add a menu that `opener` opens; arrows go up and down in it, Enter chooses.

    `links` (an item's words -> its address) open a new tab besides.
    """

    def fill(menu: ui.menu) -> None:
        for words, chosen in items:
            item = ui.menu_item(words, chosen).props("role=menuitem")
            if links and words in links:
                item.props["href"] = links[words]
                item.props("target=_blank rel='noopener noreferrer'")
        menu.props("auto-close").on("keydown", js_handler=arrows("[role=menuitem]"))

    opener.props["aria-haspopup"] = "menu"
    drop_down(opener, fill)


def arrows(items: str) -> str:
    """Return what lets the arrow keys go up and down between `items`, a CSS selector."""
    return f"""(event) => {{
      const step = {{ArrowDown: 1, ArrowUp: -1}}[event.key];
      const items = [...event.currentTarget.querySelectorAll('{items}')];
      if (!step || !items.length) return;
      event.preventDefault();
      const at = items.indexOf(document.activeElement);
      const next = at < 0 ? (step > 0 ? 0 : -1) : at + step;
      items.at(next % items.length).focus();
    }}"""


def drop_down(opener: Element, fill: Callable[[ui.menu], None]) -> None:
    """Let `opener` open what `fill` puts there.

    It is made when it opens and gone when it closes: a hundred messages have two such each.
    """

    def open_() -> None:
        with opener, ui.menu() as menu:
            fill(menu)
        menu.on("hide", menu.delete)
        menu.open()

    opener.on("click", open_)
