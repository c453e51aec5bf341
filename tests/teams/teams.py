"""Teams that are in no database."""

from collections.abc import Sequence
from datetime import time

from bot.teams.models import Member, Team
from bot.teams.rules import LEADS_MAX, TEAM_NAME_MAX, Role


def team(
    name: str,
    channel_id: str,
    *leads: str,
    sponsor: str = "USOFIA",
    liaison: str | None = None,
    deputies: Sequence[str] = (),
    id_: int = 1,
) -> Team:
    """Return a team; nobody's name in it is in a database either."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads]
    members.append(Member(user_id=sponsor, role=Role.SPONSOR))
    members += [Member(user_id=liaison, role=Role.LIAISON)] if liaison else []
    members += [Member(user_id=deputy, role=Role.DEPUTY) for deputy in deputies]
    return Team(
        id=id_,
        name=name,
        channel_id=channel_id,
        standup_day=0,
        standup_at=time(9, 30),
        created_by=leads[0],
        version=1,
        members=members,
    )


MARKETING = team("Marketing", "CM", "UMAYA", "UANA", id_=1)
IT = team("IT", "CI", "UIVAN", id_=2)
LONG = team(
    "<" * TEAM_NAME_MAX,
    "CL",
    *(f"U0123456789{number}" for number in range(LEADS_MAX)),
    liaison="ULIAISON",
    deputies=["UD1", "UD2", "UD3"],
    id_=3,
)
