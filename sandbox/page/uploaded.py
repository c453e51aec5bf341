"""Files that somebody picks on her machine for an app."""

from functools import partial

from nicegui import ui
from nicegui.element import Element
from nicegui.events import UploadEventArguments

from sandbox.page import chips
from sandbox.page.ask import Ask
from sandbox.page.tags import tag

FILES_MAX = 10
"""Slack: /reference/block-kit/block-elements/file-input-element, `max_files`."""


def files(ask: Ask) -> Element:
    """Add a box for files, with those that were picked."""
    return _Files(ask).box


class _Files:
    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._names = {str(file["id"]): str(file["name"]) for file in ask.kept or ()}
        most = ask.element.get("max_files", FILES_MAX)
        kinds = ",".join(f".{kind}" for kind in ask.element.get("filetypes", ()))
        with tag("div", "", "uploaded", role="group", aria_label=ask.label) as self.box:
            self._chosen = ui.element("div").classes("chips")
            upload = ui.upload(
                label="Add files", multiple=most > 1, auto_upload=True, on_upload=self._take
            )
        upload.props("flat bordered hide-upload-btn").classes("field-box")
        if kinds:
            upload.props["accept"] = kinds
        self._draw()

    async def _take(self, event: UploadEventArguments) -> None:
        content = await event.file.read()
        self._names[self._ask.tab.person.upload(event.file.name, content)] = event.file.name
        event.sender.run_method("reset")
        self._tell()

    def _take_away(self, file_id: str) -> None:
        del self._names[file_id]
        self._tell()

    def _tell(self) -> None:
        self._draw()
        self._ask.changed(list(self._names))

    def _draw(self) -> None:
        named = [(name, partial(self._take_away, file)) for file, name in self._names.items()]
        chips.draw(self._chosen, named)
