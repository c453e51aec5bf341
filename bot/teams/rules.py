"""What a team is called, who is what in it, and who may change it."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import StrEnum
from typing import Any

from bot.permissions import ANY, Permissions
from bot.permissions import Role as Part

TEAM_NAME_MAX = 40
"""Characters: a team's name must fit into a choice of a list with room to spare (Slack: 75)."""

LEADS_MAX = 5

DEPUTIES_MAX = 3

TEAMS_MIN = 2
"""Fewer cannot be kept in step."""

TEAMS_MAX = 20
"""More would not fit into the forms and lists that name them all."""

ABBREVIATION_MAX = 3
"""Letters: what is as short as `it` or `hr` is called IT or HR."""

_DECORATION = re.compile(r"^(team|dept|department|grp|group)-|-(team|dept|department|group)$")


class Role(StrEnum):
    """What a member is to a team."""

    LEAD = "lead"
    SPONSOR = "sponsor"
    LIAISON = "liaison"
    DEPUTY = "deputy"


class SetUp(StrEnum):
    """Whether a workspace has teams yet."""

    NOT_YET = "not_yet"
    DONE = "done"


PERMISSIONS: Permissions = {
    "teams.set_up": {
        SetUp.NOT_YET: frozenset({Part.COLLEAGUE}),
        SetUp.DONE: frozenset({Part.LEAD, Part.SPONSOR}),
    },
    "teams.change": {ANY: frozenset({Part.LEAD, Part.SPONSOR})},
    "teams.close": {ANY: frozenset({Part.LEAD, Part.SPONSOR})},
    "teams.reopen": {ANY: frozenset({Part.LEAD, Part.SPONSOR})},
}
"""To set up is to add a team, for leads and sponsors of any; to change one is for its own."""


@dataclass(frozen=True)
class Holdings:
    """How much a team has to do with: open escalations that it was `asked`, or that it `asks`, its
    part of open initiatives, decisions that are proposed, and entries of the lists of what it owns
    and does for others."""

    asked: int = 0
    asks: int = 0
    initiatives: int = 0
    entries: int = 0
    proposals: int = 0


STANDUP_DAY = 0
"""Monday, as `datetime.date.weekday()` counts."""

STANDUP_AT = time(9, 30)


def after_leaving(
    fields: Mapping[str, Any], gone: Collection[str], *, elsewhere: Sequence[str]
) -> dict[str, Any]:
    """Return a team's people without those who are `gone`, with somebody in every place they left.

    A deputy takes over from a lead, else a sponsor, else one of those responsible `elsewhere`; a
    lead from a sponsor. Nobody is left only where nobody is there at all.
    """
    leads, deputies, sponsors = (
        [user_id for user_id in fields[name] if user_id not in gone]
        for name in ("leads", "deputies", "sponsors")
    )
    present = [user_id for user_id in elsewhere if user_id not in gone]
    if len(leads) < len(fields["leads"]):
        heirs = [user_id for user_id in deputies if user_id not in leads][:1]
        leads = [*leads, *heirs] or sponsors[:1] or present[:1]
        deputies = [user_id for user_id in deputies if user_id not in heirs]
    sponsors = sponsors or present[:1] or leads[:1]
    return {
        "leads": leads,
        "deputies": deputies,
        "sponsors": sponsors,
        "liaison": [user_id for user_id in fields["liaison"] if user_id not in gone],
    }


def propose_name(channel_name: str) -> str:
    """Return what a team is called whose channel has this name: `team-data_ops` is Data ops."""
    plain = _DECORATION.sub("", channel_name.strip().lower()) or channel_name
    words = " ".join(re.split(r"[-_\s]+", plain)).strip() or channel_name.strip()
    name = words.upper() if len(words) <= ABBREVIATION_MAX else words[:1].upper() + words[1:]
    return name[:TEAM_NAME_MAX].strip()
