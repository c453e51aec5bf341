"""The box at the bottom: Enter sends, `/` runs the app's commands."""

from functools import partial

from nicegui import ui
from nicegui.events import GenericEventArguments

from sandbox.app import Command
from sandbox.page import menus
from sandbox.page.conversation import excerpt
from sandbox.page.replying import Replying
from sandbox.page.tab import Tab
from sandbox.page.tags import button, icon_button, tag

_KEYS = """(event) => {
    if (event.isComposing || event.shiftKey) return;
    if (event.key === "Enter") { event.preventDefault(); emit("Enter", event.target.value); }
    if (event.key === "Tab" && /^\\/\\S*$/.test(event.target.value)) {
        event.preventDefault(); emit("Tab", event.target.value);
    }
}"""
"""Only the keys that do something here are sent, with what stands in the box at that moment."""


class Composer:
    """Writes where the tab is, or in the thread that is being answered."""

    def __init__(self, tab: Tab, replying: Replying) -> None:
        self._tab = tab
        self._replying = replying
        with tag("div", "", "composer"):
            self._suggestions = tag("div", "", "suggestions", role="group", aria_label="Commands")
            self._thread = tag("div", "", "thread-note")
            with ui.element("div").classes("box"):
                self._box = ui.textarea(on_change=self._suggest).props("autogrow borderless dense")
                self._shortcuts()
                icon_button("send", "Send", "send").on("click", self._send_box)
        self._box.on("keydown", self._key, js_handler=_KEYS)
        replying.changed = self._answer
        tab.parts.append(self.draw)
        self._suggest()

    def draw(self) -> None:
        """Say where the next message goes."""
        tab, message = self._tab, self._replying.message
        if message and message.channel != tab.channel.id:
            self._replying.message = message = None
        name = "Reply in thread" if message else f"Message {tab.title(tab.channel)}"
        self._box.props["aria-label"] = self._box.props["placeholder"] = name
        self._thread.set_visibility(message is not None)

    def _answer(self) -> None:
        message = self._replying.message
        self._thread.clear()
        if message:
            with self._thread:
                tag("span", f"In the thread of: {excerpt(message)}")
                icon_button("close", "Leave thread").on("click", lambda: self._replying.to(None))
            self._box.run_method("focus")
        self.draw()

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

    def _suggest(self) -> None:
        """Offer the commands that begin with what was typed."""
        typed = str(self._box.value or "")
        self._suggestions.clear()
        offered = self._matching(typed)
        self._suggestions.set_visibility(bool(offered))
        with self._suggestions:
            for command in offered:
                name = f"{command.name} {command.usage_hint}".strip()
                with button("", "suggestion").on("click", partial(self._complete, command)):
                    tag("b", name)
                    tag("span", command.description)

    def _matching(self, typed: str) -> list[Command]:
        if not typed.startswith("/") or " " in typed or "\n" in typed:
            return []
        commands = self._tab.workspace.app.commands or {}
        return [each for each in commands.values() if each.name.startswith(typed)]

    def _complete(self, command: Command) -> None:
        self._box.set_value(f"{command.name} ")
        self._box.run_method("focus")

    async def _key(self, event: GenericEventArguments) -> None:
        key, typed = event.args
        offered = self._matching(typed)
        is_whole = any(command.name == typed for command in offered)
        if offered and (key == "Tab" or not is_whole):
            self._complete(offered[0])
        elif key == "Enter":
            await self._send(typed)

    async def _send_box(self) -> None:
        await self._send(str(self._box.value or ""))

    async def _send(self, typed: str) -> None:
        words = typed.strip()
        if not words:
            return
        person, channel = self._tab.person, self._tab.channel.id
        self._box.set_value("")
        if words.startswith("/"):
            name, _, rest = words.partition(" ")
            await self._tab.act(partial(person.command, name, rest, channel=channel))
            return
        thread = self._replying.thread_ts
        await self._tab.act(partial(person.say, words, channel=channel, thread_ts=thread))
