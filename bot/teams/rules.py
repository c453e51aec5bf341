"""Who may set the teams up, and what a valid set-up is."""

from collections.abc import Collection
from enum import StrEnum

TEAM_NAME_MAX = 40
"""Characters: a team's name must fit into a choice of a list with room to spare (Slack: 75)."""

LEADS_MAX = 5


class Role(StrEnum):
    """What a member is to a team."""

    LEAD = "lead"
    SPONSOR = "sponsor"


def may_set_up(user_id: str, responsible: Collection[str]) -> bool:
    """Return whether the person may change the teams: anybody at first, then leads and sponsors."""
    return not responsible or user_id in responsible
