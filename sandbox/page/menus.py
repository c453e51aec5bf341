"""Menus that open at a button, as keyboards and screen readers know them."""

from collections.abc import Awaitable, Callable, Iterable, Mapping

from nicegui import ui
from nicegui.element import Element

Item = tuple[str, Callable[[], Awaitable[None]]]
"""What stands in a menu, and what choosing it does."""

Fill = Callable[[ui.menu], None]
"""What puts something into a menu."""


def add(opener: Element, items: Iterable[Item], links: Mapping[str, str] | None = None) -> None:
    """Add a menu that `opener` opens; arrows go up and down in it, Enter chooses.

    `links` (an item's words -> its address) open a new tab besides.
    """
    opener.props["aria-haspopup"] = "menu"
    drop_down(opener, of(items, links))


def of(items: Iterable[Item], links: Mapping[str, str] | None = None) -> Fill:
    """Return what fills a menu with these."""

    def fill(menu: ui.menu) -> None:
        for words, chosen in items:
            item = ui.menu_item(words, chosen).props("role=menuitem")
            if links and words in links:
                item.props["href"] = links[words]
                item.props("target=_blank rel='noopener noreferrer'")
        menu.props("auto-close").on("keydown", js_handler=arrows("[role=menuitem]"))

    return fill


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


def drop_down(opener: Element, fill: Fill) -> None:
    """Let `opener` open what `fill` puts there."""

    def open_() -> None:
        with opener:
            _open(ui.menu(), fill)

    opener.on("click", open_)


def open_at(element_id: str, fill: Fill) -> None:
    """Open what `fill` puts there, at an element of the page that NiceGUI knows nothing of."""
    menu = ui.menu().props("no-parent-event")
    menu.props["target"] = f"#{element_id}"
    _open(menu, fill)


def _open(menu: ui.menu, fill: Fill) -> None:
    """A menu is made when it opens, and gone when it closes."""
    with menu:
        fill(menu)
    menu.on("hide", menu.delete)
    menu.open()
