"""What was chosen already, each in a chip that takes it away again."""

from collections.abc import Callable, Iterable

from nicegui.element import Element

from sandbox.page.tags import button

Chip = tuple[str, Callable[[], object]]
"""What it says, and what taking it away does."""


def draw(holder: Element, chips: Iterable[Chip]) -> None:
    """Put chips into `holder`, in place of those that are there."""
    holder.clear()
    with holder:
        for words, remove in chips:
            button(f"{words} \N{MULTIPLICATION X}", "chip", aria_label=f"Remove {words}").on(
                "click", remove
            )
