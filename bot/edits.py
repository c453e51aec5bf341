"""When two people change the same thing at once, nothing that either of them meant is lost."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

Fields = Mapping[str, Any]
"""What can be changed of something, by name, in the order of its form."""


class Change(Protocol):
    """A field that somebody changed, as a history keeps it; `by` is None if the bot did."""

    @property
    def field(self) -> str: ...

    @property
    def before(self) -> Any: ...

    @property
    def after(self) -> Any: ...

    @property
    def by(self) -> str | None: ...

    @property
    def at(self) -> datetime: ...


def differences(before: Fields, after: Fields) -> list[str]:
    """Return the names of the fields of `after` that differ from `before`, in order.

    People who are named in another order are the same people.
    """
    return [
        name for name, value in after.items() if _comparable(before.get(name)) != _comparable(value)
    ]


def _comparable(value: Any) -> Any:
    return sorted(value) if isinstance(value, list | tuple) else value


def meet(
    theirs: Fields, changes: Sequence[Change], mine: Fields
) -> tuple[dict[str, Any], list[str]]:
    """Return what others made of it with what I changed on top, and the names of what I changed.

    `changes` made `theirs` of what I was shown, the oldest first; `mine` is what I made of that.
    """
    shown = {**theirs, **{change.field: change.before for change in reversed(changes)}}
    changed = differences(shown, mine)
    return {**theirs, **{name: mine[name] for name in changed}}, changed
