"""A list of things to choose from under or over a box: arrows move in it, the focus stays."""

from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from sandbox.page.suggesting import Option
from sandbox.page.tags import mark, tag

Chosen = Callable[[Option], Awaitable[None]]


class Listbox:
    """Slack's list of suggestions (WAI-ARIA: Combobox Pattern, "list autocomplete")."""

    def __init__(self, name: str, chosen: Chosen) -> None:
        self._chosen = chosen
        self._options: Sequence[Option] = ()
        self._at = 0
        self._list = tag("div", "", "suggestions hidden", role="listbox", aria_label=name)

    @property
    def id(self) -> str:
        return f"c{self._list.id}"

    @property
    def active_id(self) -> str | None:
        """The id of the option that Enter would choose."""
        return f"{self.id}-{self._at}" if self._options else None

    @property
    def current(self) -> Option | None:
        return self._options[self._at] if self._options else None

    @property
    def was_moved(self) -> bool:
        """Whether another option than the first one is marked."""
        return self._at > 0

    def offer(self, options: Sequence[Option]) -> None:
        """Show these options, the first of them marked."""
        if options != self._options:
            self._options, self._at = options, 0
            self._draw()

    def move(self, step: int) -> None:
        """Mark the next option, or the one before."""
        if self._options:
            self._at = (self._at + step) % len(self._options)
            self._draw()

    def _draw(self) -> None:
        self._list.clear()
        mark(self._list, "hidden", when=not self._options)
        with self._list:
            for index, option in enumerate(self._options):
                self._option(index, option)

    def _option(self, index: int, option: Option) -> None:
        row = tag("div", "", "suggestion", role="option", id=f"{self.id}-{index}")
        row.props["aria-selected"] = "true" if index == self._at else "false"
        with row:
            tag("b", option.words)
            tag("span", option.note)
            if option.about:
                tag("p", option.about)
        # A press, not a click: it would take the focus from the box first.
        row.on("mousedown.prevent", partial(self._chosen, option))
