"""Jumping to a conversation by its name: Ctrl-K, or Cmd-K."""

from collections.abc import Iterator

from nicegui import ui
from nicegui.events import GenericEventArguments, ValueChangeEventArguments

from sandbox.page.listbox import Listbox
from sandbox.page.suggesting import AT_MOST, Option
from sandbox.page.tab import Tab
from sandbox.page.tags import say, tag

_KEYS = """(event) => {
    if (!["Enter", "ArrowUp", "ArrowDown"].includes(event.key)) return;
    event.preventDefault();
    emit(event.key);
}"""


class Jumping:
    """The box that Ctrl-K opens: channels, the app, and people to write to."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with ui.dialog() as self._dialog, tag("div", "", "sheet jump"):
            tag("h2", "Jump to a conversation")
            self._box = ui.input(placeholder="A channel or a name", on_change=self._look)
            self._box.props("outlined dense autofocus autocomplete=off role=combobox")
            self._list = Listbox("Conversations", self._go)
        self._box.on("keydown", self._key, js_handler=_KEYS)
        say(self._dialog, aria_label="Jump to a conversation")
        say(self._box, aria_label="A channel or a name", aria_controls=self._list.id)
        ui.on("jump", self.open)

    def open(self) -> None:
        """Ask where to go."""
        self._box.set_value("")
        self._offer("")
        self._dialog.open()

    def _look(self, event: ValueChangeEventArguments[str | None]) -> None:
        self._offer(event.value or "")

    def _offer(self, typed: str) -> None:
        wanted = typed.strip().lstrip("#@").casefold()
        offered = [each for each in self._places() if wanted in each.words.casefold()]
        self._list.offer(offered[:AT_MOST])
        self._describe()

    def _places(self) -> Iterator[Option]:
        """Yield where the person can go; the value of what is not begun yet is a person's id."""
        tab = self._tab
        for channel in tab.channels():
            if not channel.is_im or tab.is_app(channel):
                yield Option(tab.title(channel), channel.purpose, channel.id)
        for user in tab.people():
            if user.id != tab.person.id:
                yield Option(user.real_name, user.title, user.id)

    async def _key(self, event: GenericEventArguments) -> None:
        if event.args != "Enter":
            self._list.move(1 if event.args == "ArrowDown" else -1)
            self._describe()
        elif option := self._list.current:
            await self._go(option)

    def _describe(self) -> None:
        active = self._list.active_id
        expanded = "true" if active else "false"
        say(self._box, aria_activedescendant=active, aria_expanded=expanded)

    async def _go(self, option: Option) -> None:
        self._dialog.close()
        if option.value in self._tab.workspace.users:
            await self._tab.open_direct(option.value)
        else:
            await self._tab.open(option.value)
