"""Who wants to know when something visible changes."""

from collections.abc import Callable


class Watching:
    """The part of a workspace that tells its watchers."""

    def __init__(self) -> None:
        self._watchers: list[Callable[[], None]] = []

    def on_change(self, callback: Callable[[], None]) -> Callable[[], None]:
        """Call back after every visible change; returns a function that ends it."""
        self._watchers.append(callback)
        return lambda: self._watchers.remove(callback)

    def changed(self) -> None:
        """Tell the watchers that something visible changed."""
        for callback in list(self._watchers):
            callback()
