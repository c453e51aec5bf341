"""Who belongs to which team: by a role in it, or as a member of the channel or group it follows."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.people.models import FollowedMember, Following
from bot.teams.models import Team


def find_teams_of(
    session: Session, workspace_id: int, teams: Sequence[Team], user_ids: Collection[str]
) -> Mapping[str, set[int]]:
    """Return the ids of the teams that each of `user_ids` belongs to; nobody else is in it."""
    found: dict[str, set[int]] = defaultdict(set)
    by_source: dict[str, set[int]] = defaultdict(set)
    for team in teams:
        by_source[team.members_source].add(team.id)
        for user_id in {*user_ids} & {*team.people}:
            found[user_id].add(team.id)
    for source_id, user_id in _list_members(session, workspace_id, by_source, user_ids):
        found[user_id] |= by_source[source_id]
    return found


def _list_members(
    session: Session, workspace_id: int, source_ids: Collection[str], user_ids: Collection[str]
) -> list[tuple[str, str]]:
    rows = session.execute(
        select(Following.source_id, FollowedMember.user_id)
        .join(FollowedMember, FollowedMember.following_id == Following.id)
        .where(
            Following.workspace_id == workspace_id,
            Following.source_id.in_(source_ids),
            FollowedMember.workspace_id == workspace_id,
            FollowedMember.user_id.in_(user_ids),
            FollowedMember.left_at.is_(None),
        )
    )
    return [(source_id, user_id) for source_id, user_id in rows]
