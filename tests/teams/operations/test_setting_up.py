"""Setting the teams up, on both databases."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.db import Transaction
from bot.errors import InvalidInput
from bot.people.operations import Place, record_channels
from bot.teams import queries
from bot.teams.models import Team
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import AlreadySetUp, Nameless, NotResponsible, TeamSetup
from tests.clock import MovedClock

MAYA, IVAN, BO, SOFIA, ANA = "UMAYA", "UIVAN", "UBO", "USOFIA", "UANA"
MARKETING = TeamSetup("Marketing", "CMARKETING", (MAYA, ANA))
IT = TeamSetup("IT", "CIT", (IVAN,))
SALES = TeamSetup("Sales", "CSALES", (BO,))


class Office:
    """Sets up, and reads back."""

    def __init__(self, transaction: Transaction, clock: MovedClock, workspace_id: int) -> None:
        self.transaction, self.clock, self.workspace_id = transaction, clock, workspace_id

    def set_up(self, *setups: TeamSetup, by: str = MAYA, sponsor: str = SOFIA) -> Sequence[Team]:
        with self.transaction() as session:
            return setting_up.set_up(
                session,
                workspace_id=self.workspace_id,
                setups=setups,
                sponsor_id=sponsor,
                by=by,
                now=self.clock(),
            )

    def teams(self) -> Sequence[Team]:
        with self.transaction() as session:
            return queries.list_teams(session, self.workspace_id)


@pytest.fixture
def office(transaction: Transaction, clock: MovedClock, workspace_id: int) -> Office:
    """A workspace without teams."""
    return Office(transaction, clock, workspace_id)


class TestSetUp:
    def test_makes_two_teams_with_their_people(self, office: Office) -> None:
        office.set_up(MARKETING, IT)
        marketing, it = office.teams()
        assert (marketing.name, marketing.channel_id) == ("Marketing", "CMARKETING")
        assert (marketing.leads, marketing.sponsors) == ([MAYA, ANA], [SOFIA])
        assert (it.name, it.channel_id, it.leads, it.sponsors) == ("IT", "CIT", [IVAN], [SOFIA])
        assert (marketing.created_at, marketing.created_by) == (office.clock(), MAYA)

    def test_assumes_the_rest(self, office: Office) -> None:
        marketing, _it = office.set_up(MARKETING, IT)
        assert (marketing.liaison, marketing.deputies) == (MAYA, [])
        assert marketing.members_source == "CMARKETING"
        assert (marketing.standup_day, f"{marketing.standup_at:%H:%M}") == (0, "09:30")

    def test_calls_teams_after_their_channels(self, office: Office) -> None:
        with office.transaction() as session:
            places = [
                Place("CMARKETING", "team-marketing", is_private=False, is_archived=False),
                Place("CIT", "it", is_private=False, is_archived=False),
            ]
            record_channels(session, office.workspace_id, places, now=office.clock())
        office.set_up(replace(MARKETING, name=""), replace(IT, name=""))
        assert [team.name for team in office.teams()] == ["Marketing", "IT"]

    def test_asks_what_teams_in_unknown_channels_are_called(self, office: Office) -> None:
        with pytest.raises(Nameless) as refused:
            office.set_up(MARKETING, replace(IT, name=""))
        assert refused.value.places == [2]
        assert refused.value.field == "name_2"
        assert office.teams() == []

    def test_adds_a_third(self, office: Office) -> None:
        office.set_up(MARKETING, IT)
        assert [team.name for team in office.set_up(SALES, by=IVAN)] == ["Sales"]
        assert [team.name for team in office.teams()] == ["Marketing", "IT", "Sales"]

    def test_makes_the_first_two_once(self, office: Office) -> None:
        office.set_up(MARKETING, IT)
        with pytest.raises(AlreadySetUp):
            office.set_up(SALES, IT)
        assert [team.name for team in office.teams()] == ["Marketing", "IT"]

    def test_lets_one_person_be_lead_of_both_and_sponsor(self, office: Office) -> None:
        office.set_up(replace(MARKETING, leads=(SOFIA,)), replace(IT, leads=(SOFIA,)))
        assert [(team.leads, team.sponsors) for team in office.teams()] == [
            ([SOFIA], [SOFIA]),
            ([SOFIA], [SOFIA]),
        ]

    def test_names_a_lead_once_who_was_chosen_twice(self, office: Office) -> None:
        office.set_up(replace(MARKETING, leads=(MAYA, MAYA)), IT)
        assert office.teams()[0].leads == [MAYA]

    @pytest.mark.parametrize("by", [MAYA, ANA, IVAN, SOFIA])
    def test_lets_each_lead_and_the_sponsor_add_one(self, office: Office, by: str) -> None:
        office.set_up(MARKETING, IT)
        office.set_up(SALES, by=by)
        assert office.teams()[2].created_by == by

    def test_lets_nobody_else(self, office: Office) -> None:
        office.set_up(MARKETING, IT)
        with pytest.raises(NotResponsible) as refused:
            office.set_up(SALES, by=BO)
        assert str(refused.value) == (
            "Only a lead or a sponsor of your teams can change this. Ask one of them."
        )
        assert refused.value.responsible == [MAYA, ANA, SOFIA, IVAN]
        assert len(office.teams()) == 2

    @pytest.mark.parametrize("name", ["Marketing", "marketing", "MARKETING"])
    def test_refuses_two_teams_of_one_name(self, office: Office, name: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            office.set_up(MARKETING, replace(IT, name=name))
        assert refused.value.field == "name_2"
        assert str(refused.value) == "Another team has this name. Please give this one another."
        assert office.teams() == []

    def test_refuses_two_teams_in_one_channel(self, office: Office) -> None:
        with pytest.raises(InvalidInput) as refused:
            office.set_up(MARKETING, replace(IT, channel_id="CMARKETING"))
        assert refused.value.field == "channel_2"
        assert str(refused.value) == ("Marketing is asked in this channel. Please choose another.")
        assert office.teams() == []

    def test_refuses_a_channel_that_is_a_teams_already(self, office: Office) -> None:
        office.set_up(MARKETING, IT)
        with pytest.raises(InvalidInput, match=r"^IT is asked in this channel\."):
            office.set_up(replace(SALES, channel_id="CIT"))
