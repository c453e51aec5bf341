"""What a screen reader says by itself: each new message of others where one is."""

from sandbox.page.message import excerpt
from sandbox.page.tab import Tab
from sandbox.page.tags import tag


class Announcing:
    """A live region. The log itself is none: it would read out old messages as they are loaded."""

    def __init__(self, tab: Tab) -> None:
        self._tab = tab
        self._place: tuple[str, str] | None = None
        self._newest = ""
        self._said = tag("div", "", "unseen", role="status")
        tab.parts.append(self.draw)

    def draw(self) -> None:
        """Say what has come since the person came here."""
        tab = self._tab
        with tab.workspace.lock:
            newest = next(tab.person.newest_first(tab.channel.id), None)
        ts = newest.ts if newest else ""
        place = (tab.person.id, tab.channel.id)
        if newest and place == self._place and ts > self._newest and newest.user != tab.person.id:
            self._said.text = f"{tab.workspace.names[newest.user]}: {excerpt(newest)}"
        self._place, self._newest = place, ts
