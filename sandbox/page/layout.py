"""How the page is arranged: as in Slack."""

from sandbox.page.announcing import Announcing
from sandbox.page.app_tabs import AppTabs
from sandbox.page.composer import Composer
from sandbox.page.conversation import Conversation
from sandbox.page.gestures import Gestures
from sandbox.page.header import Header
from sandbox.page.home_view import HomeView
from sandbox.page.jumping import Jumping
from sandbox.page.modal import Modal
from sandbox.page.sidebar import Sidebar
from sandbox.page.tab import Tab
from sandbox.page.tags import tag
from sandbox.page.thread_panel import ThreadPanel
from sandbox.page.tour import Tour
from sandbox.page.tour_panel import TourPanel


def build(tab: Tab, tour: Tour | None) -> None:
    """Add every part of the page, drawn for the tab's person and conversation."""
    # NiceGUI puts all into a <main>; but of the page, only the conversation is the main part.
    page = tab.client.content.parent_slot
    if page:
        page.parent.props("role=presentation")
    with tag("div", "", "shell") as shell:
        header = Header(tab)
        sidebar = Sidebar(tab)
        header.menu.on("click", sidebar.toggle)
        with tag("main", "", "main conversation"):
            _Title(tab)
            tabs = AppTabs(tab)
            with tabs.panel("home"):
                HomeView(tab)
            with tabs.panel("messages"):
                Conversation(tab)
                Composer(tab)
        ThreadPanel(tab)
        if tour:
            TourPanel(tab, tour, header.time_travel)
        Announcing(tab)
    shell.on("keydown.escape", tab.close_thread)
    Gestures(tab)
    Modal(tab)
    Jumping(tab)
    for draw in tab.parts:
        draw()


class _Title:
    """What the open conversation is called, and who is in it."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        with tag("div", "", "title"):
            self._name = tag("h2")
            self._members = tag("span")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        tab = self._tab
        names = sorted(tab.workspace.names[each] for each in tab.channel.members)
        self._name.text = tab.title(tab.channel)
        self._members.text = "" if tab.channel.is_im else ", ".join(names)
