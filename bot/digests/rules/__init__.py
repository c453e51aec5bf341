"""To whom digests go, and who sets them up."""

from bot.permissions import ANY, Permissions, Role

SET_UP = "digests.set_up"

PERMISSIONS: Permissions = {SET_UP: {ANY: frozenset({Role.LEAD, Role.SPONSOR})}}
"""Leads and sponsors are those of any team: there is one roadmap."""

ROADMAP = "roadmap"
"""The audience of the weekly digest: whoever reads its channel."""

_SPONSOR = "sponsor:"


def sponsor(user_id: str) -> str:
    """Return the audience that is one sponsor."""
    return f"{_SPONSOR}{user_id}"
