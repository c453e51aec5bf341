"""The box at the bottom: Enter sends, `/` runs the app's commands, `@` and `#` complete names."""

from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from sandbox.page import menus
from sandbox.page.listbox import Listbox
from sandbox.page.suggesting import Known, Option, Suggestions, suggest
from sandbox.page.tab import Tab
from sandbox.page.tags import icon_button, mark, say, tag

_KEYS = """(event) => {
    const box = event.target;
    const choosing = box.dataset.offers ? ["Tab", "ArrowUp", "ArrowDown", "Escape"] : [];
    if (event.isComposing || event.shiftKey) return;
    if (event.key !== "Enter" && !choosing.includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    emit(event.key, box.value);
}"""
"""Only the keys that do something here are sent, with what stands in the box at that moment."""

_TYPED = "(event) => emit(event.target.value, event.target.selectionStart)"


class Composer:
    """Writes where the tab is, or in the thread that is open."""

    def __init__(self, tab: Tab, *, in_thread: bool = False) -> None:
        self._tab = tab
        self._in_thread = in_thread
        self._offered = Suggestions()
        self._caret = 0
        with tag("div", "", "composer"):
            self._list = Listbox("Suggestions", self._choose)
            self._hint = tag("div", "", "command-hint hidden")
            with ui.element("div").classes("box") as frame:
                self._box = ui.textarea(on_change=self._draft).props("autogrow borderless dense")
                if not in_thread:
                    self._shortcuts()
                icon_button("send", "Send", "send").on("click", self._send_box)
            if in_thread:
                self._also = ui.checkbox().props("dense")
        frame.on("input", self._typed, js_handler=_TYPED)
        frame.on("keydown", self._key, js_handler=_KEYS)
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Say where the next message goes, and show what was begun there."""
        title = self._tab.title(self._tab.channel)
        name = f"Reply in {title}" if self._in_thread else f"Message {title}"
        say(self._box, aria_label=name, placeholder="Reply…" if self._in_thread else name)
        begun = self._tab.drafts.get(self._place, "")
        if begun != (self._box.value or ""):
            self._box.set_value(begun)
            self._offer(Suggestions())
        if self._in_thread:
            self._also.set_text(f"Also send to {title}")

    @property
    def _place(self) -> tuple[str, str, str]:
        tab = self._tab
        return tab.person.id, tab.channel.id, tab.thread if self._in_thread else ""

    def _draft(self) -> None:
        self._tab.drafts[self._place] = str(self._box.value or "")

    def _shortcuts(self) -> None:
        offered = [each for each in self._tab.workspace.app.shortcuts if each.kind == "global"]
        if not offered:
            return
        menus.add(
            icon_button("bolt", "Shortcuts"),
            [(each.name, partial(self._use, each.callback_id)) for each in offered],
        )

    async def _use(self, callback_id: str) -> None:
        reply = await self._tab.act(partial(self._tab.person.shortcut, callback_id))
        if reply and reply.told:
            self._tab.tell(reply.told)

    def _typed(self, event: GenericEventArguments) -> None:
        typed, self._caret = event.args
        self._offer(self._suggest(typed, self._caret))

    def _suggest(self, typed: str, caret: int) -> Suggestions:
        tab = self._tab
        app = tab.workspace.app
        commands = () if self._in_thread else (app.commands or {}).values()
        people = [*tab.people(), tab.workspace.users[app.bot_user_id]]
        channels = [each for each in tab.channels() if not each.is_im]
        return suggest(typed, caret, Known(commands, people, channels))

    def _offer(self, offered: Suggestions) -> None:
        self._offered = offered
        self._list.offer(offered.options)
        self._hint.text = offered.hint
        mark(self._hint, "hidden", when=not offered.hint)
        self._describe()

    def _describe(self) -> None:
        """Tell the keys and screen readers whether there is something to choose."""
        active = self._list.active_id
        say(
            self._box,
            aria_autocomplete="list",
            aria_controls=self._list.id,
            aria_activedescendant=active,
            data_offers="yes" if active else None,
        )

    async def _key(self, event: GenericEventArguments) -> None:
        key, typed = event.args
        match key:
            case "ArrowUp" | "ArrowDown":
                self._list.move(1 if key == "ArrowDown" else -1)
                self._describe()
            case "Escape":
                self._offer(Suggestions())
            case _:
                await self._take(key, typed)

    async def _take(self, key: str, typed: str) -> None:
        """Choose what is marked, or send what needs no choosing.

        What was typed came first, so the list is that of it: nobody types too fast for it.
        """
        option = self._list.current
        if option and (key == "Tab" or self._list.was_moved or not self._offered.is_whole):
            await self._choose(option)
        elif key == "Enter":
            await self._send(typed)

    async def _choose(self, option: Option) -> None:
        typed = str(self._box.value or "")
        before = f"{typed[: self._offered.start]}{option.value} "
        whole = before + typed[self._caret :].lstrip(" ")
        self._box.set_value(whole)
        self._tab.run(f"placeCaret({self._box.id}, {len(before)})")
        self._caret = len(before)
        self._offer(self._suggest(whole, self._caret))

    async def _send_box(self) -> None:
        await self._send(str(self._box.value or ""))

    async def _send(self, typed: str) -> None:
        words = typed.strip()
        if not words:
            return
        person, place = self._tab.person, self._tab.channel.id
        if self._in_thread:
            await self._reply(words)
            return
        self._empty()
        if words.startswith("/"):
            name, _, rest = words.partition(" ")
            await self._tab.act(partial(person.command, name, rest, channel=place))
        else:
            await self._tab.act(partial(person.say, words, channel=place))

    async def _reply(self, words: str) -> None:
        """Send a reply, to the conversation too if that is ticked: for this one, not the next."""
        tab, also = self._tab, bool(self._also.value)
        if words.startswith("/"):
            tab.tell(f"{words.split(maxsplit=1)[0]} is not supported in threads. Sorry!")
            return
        self._empty()
        self._also.set_value(False)
        place, thread = tab.channel.id, tab.thread
        say_ = partial(tab.person.say, words, channel=place, thread_ts=thread)
        await tab.act(partial(say_, also_to_channel=also))

    def _empty(self) -> None:
        self._box.set_value("")
        self._offer(Suggestions())
