"""User groups, as admins keep them."""

from dataclasses import dataclass


@dataclass(slots=True)
class Group:
    """A user group: people who can be named together, @it-team."""

    id: str
    handle: str
    members: list[str]
    created: int
    updated: int
    disabled: int = 0
    """Seconds since 1970 at which it was disabled; 0 if it was not."""
