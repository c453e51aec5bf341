"""Who belongs to which team."""

import sqlalchemy

from bot.home.queries import colleagues
from bot.people import operations as people
from bot.people.models import FollowedMember, Following
from bot.teams import queries as team_queries
from tests.escalations.world import IVAN, MAYA, SOFIA, World


def follow(world: World, user_id: str, *, left: bool = False) -> None:
    """Let somebody be in the channel of IT."""
    with world.transaction() as session:
        people.follow(session, world.workspace_id, "C0IT0000003", now=world.clock())
        following = session.scalars(
            sqlalchemy.select(Following.id).where(Following.source_id == "C0IT0000003")
        ).one()
        member = FollowedMember(
            workspace_id=world.workspace_id,
            following_id=following,
            user_id=user_id,
            changed_at=world.clock(),
            left_at=world.clock() if left else None,
        )
        session.add(member)


def teams_of(world: World, *user_ids: str) -> dict[str, list[str]]:
    """Return the names of each one's teams."""
    with world.transaction() as session:
        teams = team_queries.list_teams(session, world.workspace_id)
        found = colleagues.find_teams_of(session, world.workspace_id, teams, user_ids)
        names = {team.id: team.name for team in teams}
    return {user_id: sorted(names[each] for each in ids) for user_id, ids in found.items()}


class TestFindTeamsOf:
    def test_knows_those_with_a_role(self, world: World) -> None:
        assert teams_of(world, MAYA, IVAN, SOFIA, "UNOBODY") == {
            MAYA: ["Marketing"],
            IVAN: ["IT"],
            SOFIA: ["IT", "Marketing"],
        }

    def test_knows_those_in_the_channel_and_not_who_left(self, world: World) -> None:
        follow(world, MAYA)
        follow(world, "UEVA")
        follow(world, "UGONE", left=True)
        assert teams_of(world, MAYA, "UEVA", "UGONE") == {
            MAYA: ["IT", "Marketing"],
            "UEVA": ["IT"],
        }

    def test_asks_for_nobody_else(self, world: World) -> None:
        follow(world, "UEVA")
        assert teams_of(world, MAYA) == {MAYA: ["Marketing"]}
