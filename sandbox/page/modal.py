"""The modal on somebody's screen: fill it in, send it, or close it."""

from nicegui import ui

from sandbox.model import Json
from sandbox.page import blocks, still
from sandbox.page.controls import busy
from sandbox.page.emoji import faces
from sandbox.page.stage import Stage
from sandbox.page.tab import Tab
from sandbox.page.tags import button, icon_button, tag
from sandbox.shown import OpenView

_PLACES = ".querySelectorAll('.modal-body input, .modal-body textarea, .modal-body button')"
_REMEMBER = f"""(event) => {{
  const sheet = event.currentTarget;
  sheet.dataset.at = [...sheet{_PLACES}].indexOf(event.target);
}}"""
_RETURN = f"""setTimeout(() => {{
  const sheet = document.querySelector('.sheet.modal');
  if (!sheet || sheet.contains(document.activeElement)) return;
  sheet{_PLACES}[sheet.dataset.at]?.focus();
}}, 50)"""
"""What a form that is drawn again does to whoever types: nothing, the focus stays in its place."""


class Modal:
    """Shows the top of the person's stack of views."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._key: tuple[str, str] | None = None
        self._stage: Stage | None = None
        with ui.dialog() as self._dialog, tag("form", "", "sheet modal") as self._sheet:
            self._head = ui.element("header")
            self._body = ui.element("div").classes("modal-body")
            self._notice = ui.label().classes("complaint notice").props("role=alert")
            self._foot = ui.element("footer")
        # Without a transition: Quasar moves the focus when it ends, away from who types already.
        self._dialog.props("no-backdrop-dismiss transition-duration=0")
        self._dialog.on_value_change(self._hidden)
        self._sheet.props("novalidate")  # what is wrong is said under each input, as Slack does
        self._sheet.on("submit.prevent", self._submit)
        self._sheet.on("focusin", js_handler=_REMEMBER)
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Show the person's modal as it is now, with what she has typed so far."""
        opened = self._tab.person.modal
        if opened is None:
            self._key = self._stage = None
            self._dialog.close()
            return
        view = opened.view
        key = (str(view["id"]), str(view["hash"]))
        if key != self._key:
            self._draw(opened, key)
        self._complain(opened)
        self._dialog.open()

    def _draw(self, opened: OpenView, key: tuple[str, str]) -> None:
        stays = self._key is not None and self._key[0] == key[0]
        self._key = key
        self._dialog.props["aria-label"] = opened.title
        for part in (self._head, self._body, self._foot):
            part.clear()
        with self._head:
            tag("h2", faces(opened.title))
            icon_button("close", "Close").on("click", self._close)
        with self._body:
            self._stage = Stage(self._tab, opened)
            blocks.draw(opened.blocks, self._stage)
        with self._foot:
            self._buttons(opened.view, self._stage)
        if stays:
            ui.run_javascript(_RETURN)

    def _buttons(self, view: Json, stage: Stage) -> None:
        close = still.words(view["close"]) if view.get("close") else "Cancel"
        button(close, "slack-button").on("click", self._close)
        if view.get("submit") or stage.has_inputs:
            words = still.words(view["submit"]) if view.get("submit") else "Submit"
            tag("button", words, "slack-button primary", type="submit")

    def _complain(self, opened: OpenView) -> None:
        if self._stage:
            self._stage.complain(opened.errors)
        self._notice.set_visibility(bool(opened.notice))
        self._notice.set_text(opened.notice or "")

    async def _submit(self) -> None:
        if self._stage and self._stage.check():
            await busy(self._sheet, self._tab.act(self._tab.person.submit))

    async def _close(self) -> None:
        await self._tab.act(self._tab.person.close_modal)

    async def _hidden(self) -> None:
        """Escape has hidden the dialog: that closes the view."""
        if not self._dialog.value and self._key is not None:
            self._key = None
            await self._close()
