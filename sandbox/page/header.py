"""The top of the page: the workspace, who one is, other tabs, and a clock that can be moved."""

from nicegui import ui
from nicegui.events import ValueChangeEventArguments

from sandbox.model import User
from sandbox.page import menus
from sandbox.page.address import Address
from sandbox.page.tab import Tab
from sandbox.page.tags import icon_button, tag
from sandbox.page.time_travel import TimeTravel


class Header:
    """Who looks, and when."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with tag("header", "", "top"):
            self.menu = icon_button("menu", "Conversations", "menu-button")
            tag("h1", tab.workspace.name)
            self._switcher()
            opener = icon_button("open_in_new", "Open another tab as…", "another-tab")
            opener.props["aria-haspopup"] = "menu"
            menus.drop_down(opener, self._others)
            self.time_travel = TimeTravel(tab)

    def _switcher(self) -> None:
        tab = self._tab
        people = {user.id: f"{user.real_name} — {_role(user)}" for user in tab.people()}
        with tag("div", "", "switcher"):
            label = tag("label", "You are", "who")
            box = ui.select(people, value=tab.person.id, on_change=self._become)
        box.props("borderless dense options-dense behavior=menu")
        box.props["for"] = label.props["for"] = f"person-{box.id}"

        def follow() -> None:
            if box.value != tab.person.id:
                box.set_value(tab.person.id)

        tab.parts.append(follow)

    async def _become(self, event: ValueChangeEventArguments[str]) -> None:
        if event.value != self._tab.person.id:
            await self._tab.become(event.value)

    def _others(self, _menu: ui.menu) -> None:
        """Offer a tab of its own for everybody else: two people can be watched side by side."""
        tag("p", "Open another tab as", "menu-title")
        for user in self._tab.people():
            if user.id != self._tab.person.id:
                href = str(Address(user.name, self._tab.channel.name))
                tag("a", user.real_name, "menu-link", href=href, target="_blank", role="menuitem")


def _role(user: User) -> str:
    if user.is_stranger:
        return "another company"
    return user.title or ("Guest" if user.is_restricted else "Member")
