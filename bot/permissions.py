"""Who may do what: a table of role, action and state, and the one question that is asked of it.

Each slice has the rows of its own actions; features.py merges them.
"""

from collections.abc import Collection, Mapping
from enum import StrEnum


class Role(StrEnum):
    """What somebody is to the thing that they act on; most people are several."""

    COLLEAGUE = "colleague"
    """Anybody who works here: no guest, bot or stranger, and not deactivated."""
    MEMBER = "member"
    """Who takes part in it, as the slice's table says."""
    FOLLOWER = "follower"
    """Who is told of it, or was asked, without having it."""
    LIAISON = "liaison"
    DEPUTY = "deputy"
    LEAD = "lead"
    SPONSOR = "sponsor"
    OWNER = "owner"
    """Who raised it, or answers for it."""


Permissions = Mapping[str, Mapping[str, frozenset[Role]]]
"""By action ("escalations.accept") and by the state of the thing: the roles that may. An action
on something that has no states has the one state `ANY`; a state that is missing permits nobody."""

ANY = "any"


def may(permissions: Permissions, action: str, state: str, roles: Collection[Role]) -> bool:
    """Return whether somebody with `roles` may do `action` in `state`; KeyError if unknown."""
    return not permissions[action].get(state, frozenset()).isdisjoint(roles)
