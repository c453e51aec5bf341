"""Blocks on the page: texts as they are, and everything that can be pressed or chosen.

What cannot be drawn is a box that names it: nothing that an app sends is left out.
"""

from collections.abc import Iterable

from nicegui import ui

from sandbox import elements, plain_text
from sandbox.model import Json
from sandbox.page import controls, still
from sandbox.page.stage import Stage
from sandbox.page.tags import markup


def draw(blocks: Iterable[Json], stage: Stage) -> None:
    """Add blocks, each in its Slack order."""
    for block in blocks:
        kind = str(block.get("type")).replace("_", "-")
        with ui.element("div").classes(f"piece {kind}-block") as piece:
            try:
                _draw(block, stage)
            except plain_text.MALFORMED:
                piece.clear()
                markup(still.unknown(block))


def _draw(block: Json, stage: Stage) -> None:
    match block["type"]:
        case "actions":
            _controls(block, stage)
        case "input":
            stage.ask(block)
        case "section" if block.get("accessory"):
            markup(still.block(block, stage.tab.reader), "section-words")
            _accessory(block, stage)
        case _:
            markup(still.block(block, stage.tab.reader))


def _accessory(block: Json, stage: Stage) -> None:
    if block["accessory"]["type"] == "image":
        markup(still.image(block["accessory"]), "thumbnail")
    else:
        _controls(block, stage)


def _controls(block: Json, stage: Stage) -> None:
    for place in elements.placed([block]):
        controls.draw(place, stage)
