"""What is asked about teams, on both databases."""

import pytest

from bot.db import Transaction
from bot.installations import operations as installations
from bot.teams import queries
from bot.teams.models import Member, Team
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
from bot.teams.rules import Role
from tests.clock import MovedClock
from tests.story import Story


def team(name: str, channel_id: str, *leads: str) -> Team:
    """Return a team that is in no database."""
    members = [Member(user_id=lead, role=Role.LEAD) for lead in leads]
    return Team(name=name, channel_id=channel_id, members=members)


MARKETING, IT = team("Marketing", "CM", "UMAYA"), team("IT", "CI", "UIVAN", "UMAYA")


class TestListTeams:
    def test_is_empty_before_the_set_up(self, transaction: Transaction, workspace_id: int) -> None:
        with transaction() as session:
            assert queries.list_teams(session, workspace_id) == []

    def test_brings_the_workspaces_own_in_the_order_of_the_set_up(
        self, transaction: Transaction, clock: MovedClock, workspace_id: int
    ) -> None:
        with transaction() as session:
            other = installations.install(
                session,
                slack_id="T0ELSEWHERE",
                enterprise_id=None,
                name="Elsewhere",
                bot_user_id="U0BOT",
                bot_id="B0BOT",
                now=clock(),
            )
            for workspace, names in ((other.id, "CD"), (workspace_id, "BA")):
                first, second = (TeamSetup(name, f"C{name}", ("U1",)) for name in names)
                setting_up.set_up(
                    session,
                    workspace_id=workspace,
                    setups=(first, second),
                    sponsor_id="U2",
                    by="U1",
                    now=clock(),
                )
        with transaction() as session:
            teams = queries.list_teams(session, workspace_id)
        assert [each.name for each in teams] == ["B", "A"]
        assert [each.leads for each in teams] == [["U1"], ["U1"]]


class TestFindHomeTeam:
    @pytest.mark.parametrize(
        ("user_id", "channel_id", "expected"),
        [
            ("UANA", "CI", IT),
            ("UMAYA", "CI", IT),
            ("UMAYA", "C-OTHER", MARKETING),
            ("UIVAN", "C-OTHER", IT),
            ("UANA", "C-OTHER", None),
        ],
        ids=["channel", "channel before lead", "first lead", "lead", "neither"],
    )
    def test_is_the_channels_else_the_leads(
        self,
        transaction: Transaction,
        user_id: str,
        channel_id: str,
        expected: Team | None,
    ) -> None:
        with transaction() as session:
            home = queries.find_home_team(
                session, [MARKETING, IT], user_id=user_id, channel_id=channel_id
            )
        assert home is expected

    @pytest.mark.parametrize(
        ("user_id", "expected"),
        [("U0ANA000002", "Marketing"), ("U0BO0000004", "IT"), ("U0GAIL00006", None)],
    )
    def test_is_else_the_only_one_of_whose_members_they_are(
        self, story: Story, user_id: str, expected: str | None
    ) -> None:
        self.assert_home(story, user_id, expected)

    def test_is_none_of_two_of_whose_members_they_are(self, story: Story) -> None:
        self.assert_home(story, "U0SOFIA0005", None)

    def assert_home(self, story: Story, user_id: str, expected: str | None) -> None:
        story.set_up()
        story.sync()
        with story.transaction() as session:
            teams = queries.list_teams(session, story.workspace.id)
            home = queries.find_home_team(session, teams, user_id=user_id, channel_id="C0GENERAL01")
            assert (home.name if home else None) == expected
