"""Buttons, menus and lists in messages and modals, which tell the app at once."""

from collections.abc import Awaitable, Callable

from nicegui import ui
from nicegui.element import Element

from sandbox import elements
from sandbox.elements import Placed
from sandbox.model import Json
from sandbox.page import menus, still, widgets
from sandbox.page.reader import Reader
from sandbox.page.stage import Stage
from sandbox.page.tags import button, icon_button, markup, tag
from sandbox.people import Value

_SAFE = ("http://", "https://")
"""Addresses that a browser may be sent to."""


def draw(place: Placed, stage: Stage) -> None:
    """Add one control; an unknown kind is a box that names it."""
    match place.element["type"]:
        case "button":
            _button(place, stage)
        case "overflow":
            _overflow(place, stage)
        case _ if widgets.is_known(place.element):
            _choice(place, stage)
        case _:
            markup(still.unknown(place.element))


def _button(place: Placed, stage: Stage) -> None:
    element = place.element
    look = f"slack-button {element.get('style', '')}"
    words = still.words(element["text"])
    url = str(element.get("url", ""))
    if url.startswith(_SAFE):
        drawn = tag("a", words, look, href=url, target="_blank", rel="noopener noreferrer")
    else:
        drawn = button(words, look)
    if "accessibility_label" in element:
        drawn.props["aria-label"] = element["accessibility_label"]

    async def press() -> None:
        if await confirmed(element, stage.tab.reader):
            await busy(drawn, stage.press(place))

    drawn.on("click", press)


def _overflow(place: Placed, stage: Stage) -> None:
    options = {still.options_text(option): option for option in elements.options(place.element)}
    links = {words: str(option.get("url", "")) for words, option in options.items()}
    menus.add(
        icon_button("more_horiz", "More options"),
        [(words, _chosen(place, stage, option["value"])) for words, option in options.items()],
        {words: url for words, url in links.items() if url.startswith(_SAFE)},
    )


def _chosen(place: Placed, stage: Stage, value: str) -> Callable[[], Awaitable[None]]:
    async def choose() -> None:
        if await confirmed(place.element, stage.tab.reader):
            await stage.choose(place, value)

    return choose


def _choice(place: Placed, stage: Stage) -> None:
    with ui.element("div") as holder:
        _widget(place, stage, holder)


def _widget(place: Placed, stage: Stage, holder: Element) -> None:
    async def choose(value: Value) -> None:
        if await confirmed(place.element, stage.tab.reader):
            await stage.choose(place, value)
        elif not holder.is_deleted:  # it shows again what stands there
            holder.clear()
            with holder:
                _widget(place, stage, holder)

    ask = stage.about(place, choose)
    label = tag("label", ask.label, "unseen")
    widget = widgets.add(ask)
    if widget:
        label.props["for"] = widgets.input_id(widget)


async def busy(element: Element, work: Awaitable[object]) -> None:
    """Show that something was pressed until the app has answered."""
    element.classes(add="busy")
    await work
    if not element.is_deleted:
        element.classes(remove="busy")


async def confirmed(element: Json, reader: Reader) -> bool:
    """Ask what the app wants asked before it is told. True when there is nothing to ask."""
    words = element.get("confirm")
    if not words:
        return True
    with ui.dialog() as dialog, ui.element("div").classes("sheet confirm"):
        _question(words, dialog, reader)
    dialog.props["aria-label"] = still.words(words["title"])
    agreed = await dialog
    dialog.delete()
    return agreed is True


def _question(words: Json, dialog: ui.dialog, reader: Reader) -> None:
    tag("h2", still.words(words["title"]))
    markup(still.text(words["text"], reader), "question")
    with ui.element("footer"):
        deny = button(still.words(words["deny"]), "slack-button")
        look = f"slack-button {words.get('style', 'primary')}"
        agree = button(still.words(words["confirm"]), look)
    deny.on("click", lambda: dialog.submit(False))
    agree.on("click", lambda: dialog.submit(True))
