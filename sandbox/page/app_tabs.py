"""The tabs of the app's own place: Home, and Messages."""

from functools import partial

from nicegui.element import Element
from nicegui.elements.mixins.text_element import TextElement

from sandbox.page.tab import AppTab, Tab
from sandbox.page.tags import button, say, tag

_NAMES: dict[AppTab, str] = {"home": "Home", "messages": "Messages"}

_ARROWS = """(event) => {
    const tabs = [...event.currentTarget.querySelectorAll("[role=tab]")];
    const ends = {Home: 0, End: tabs.length - 1};
    const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
    if (step === undefined && !(event.key in ends)) return;
    const here = tabs.indexOf(document.activeElement);
    const next = step === undefined ? ends[event.key] : (here + step + tabs.length) % tabs.length;
    event.preventDefault();
    tabs[next].focus();
}"""
"""Arrows move between tabs and open none, as opening one tells the app (WAI-ARIA: Tabs Pattern,
"manual activation"); Enter and Space open what has the focus, as they press any button.
"""


class AppTabs:
    """Shows one of the app's tabs; a channel is shown as messages, without any tabs."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._panels: dict[AppTab, Element] = {}
        self._heads: dict[AppTab, Element] = {}
        self._count: TextElement | None = None
        name = f"{tab.workspace.app.name}'s tabs"
        with tag("div", "", "app-tabs", role="tablist", aria_label=name) as self._list:
            for each in self._offered():
                self._head(each)
        self._list.on("keydown", js_handler=_ARROWS)
        tab.parts.append(self.draw)

    def panel(self, which: AppTab) -> Element:
        """Add what shows under a tab; fill it as a context manager."""
        self._panels[which] = tag("div", "", f"panel {which}-panel", id=f"panel-{which}")
        return self._panels[which]

    def draw(self) -> None:
        """Show the tab that is open, and whether there are new messages behind the other."""
        tab = self._tab
        shown: AppTab = "home" if tab.at_home else "messages"
        self._list.set_visibility(tab.is_app(tab.channel))
        for which, panel in self._panels.items():
            panel.set_visibility(which == shown)
            self._describe(which, panel)
        for which, head in self._heads.items():
            is_shown = which == shown
            say(head, aria_selected=str(is_shown).lower(), tabindex="0" if is_shown else "-1")
        self._draw_count(tab.new_in(tab.channel).count if tab.is_app(tab.channel) else 0)

    def _offered(self) -> list[AppTab]:
        app = self._tab.workspace.app
        offered: list[AppTab] = ["home"] if app.has_home else []
        return [*offered, "messages"] if app.has_messages else offered

    def _head(self, which: AppTab) -> None:
        with button("", "app-tab", role="tab", id=f"tab-{which}") as head:
            tag("span", _NAMES[which])
            if which == "messages":
                self._count = tag("span", "", "count")
        head.props["aria-controls"] = f"panel-{which}"
        self._heads[which] = head.on("click", partial(self._open, which))

    async def _open(self, which: AppTab) -> None:
        await self._tab.open(self._tab.channel.id, which)

    def _describe(self, which: AppTab, panel: Element) -> None:
        """Let a panel belong to its tab only while there are tabs."""
        has_tab = self._tab.is_app(self._tab.channel) and which in self._heads
        role, name = ("tabpanel", f"tab-{which}") if has_tab else (None, None)
        say(panel, role=role, aria_labelledby=name)

    def _draw_count(self, unseen: int) -> None:
        if self._count is None:
            return
        self._count.set_visibility(unseen > 0)
        self._count.text = f"{unseen}"
        name = f"Messages, {unseen} new" if unseen else "Messages"
        say(self._heads["messages"], aria_label=name)
