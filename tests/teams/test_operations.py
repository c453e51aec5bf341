"""Setting the teams up, on both databases."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.db import Transaction
from bot.errors import InvalidInput
from bot.teams import operations, queries
from bot.teams.models import Team
from bot.teams.operations import NotResponsible, TeamSetup
from tests.clock import MovedClock

MAYA, IVAN, BO, SOFIA, ANA = "UMAYA", "UIVAN", "UBO", "USOFIA", "UANA"
MARKETING = TeamSetup("Marketing", "CMARKETING", (MAYA, ANA))
IT = TeamSetup("IT", "CIT", (IVAN,))


class Office:
    """Sets up, and reads back."""

    def __init__(self, transaction: Transaction, clock: MovedClock, workspace_id: int) -> None:
        self.transaction, self.clock, self.workspace_id = transaction, clock, workspace_id

    def set_up(
        self,
        first: TeamSetup = MARKETING,
        second: TeamSetup = IT,
        *,
        by: str = MAYA,
        sponsor: str = SOFIA,
    ) -> Sequence[Team]:
        with self.transaction() as session:
            return operations.set_up(
                session,
                workspace_id=self.workspace_id,
                setups=(first, second),
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
        office.set_up()
        marketing, it = office.teams()
        assert (marketing.name, marketing.channel_id) == ("Marketing", "CMARKETING")
        assert (marketing.leads, marketing.sponsors) == ([MAYA, ANA], [SOFIA])
        assert (it.name, it.channel_id, it.leads, it.sponsors) == ("IT", "CIT", [IVAN], [SOFIA])
        assert marketing.created_at == office.clock()

    def test_changes_the_teams_that_are_there(self, office: Office) -> None:
        before = office.set_up()
        growth = TeamSetup("Growth", "CGROWTH", (ANA, BO))
        office.set_up(growth, replace(IT, leads=(IVAN, BO)), by=IVAN, sponsor=MAYA)
        first, second = office.teams()
        assert [first.id, second.id] == [team.id for team in before]
        assert (first.name, first.channel_id) == ("Growth", "CGROWTH")
        assert (first.leads, first.sponsors) == ([ANA, BO], [MAYA])
        assert (second.leads, second.sponsors) == ([IVAN, BO], [MAYA])

    def test_changes_nothing_when_it_is_sent_again(self, office: Office) -> None:
        office.set_up()
        ids = [[member.id for member in team.members] for team in office.teams()]
        office.set_up()
        assert [[member.id for member in team.members] for team in office.teams()] == ids

    def test_lets_one_person_be_lead_of_both_and_sponsor(self, office: Office) -> None:
        office.set_up(replace(MARKETING, leads=(SOFIA,)), replace(IT, leads=(SOFIA,)))
        assert [(team.leads, team.sponsors) for team in office.teams()] == [
            ([SOFIA], [SOFIA]),
            ([SOFIA], [SOFIA]),
        ]

    def test_names_a_lead_once_who_was_chosen_twice(self, office: Office) -> None:
        office.set_up(replace(MARKETING, leads=(MAYA, MAYA)))
        assert office.teams()[0].leads == [MAYA]

    @pytest.mark.parametrize("by", [MAYA, ANA, IVAN, SOFIA])
    def test_may_be_changed_by_each_lead_and_the_sponsor(self, office: Office, by: str) -> None:
        office.set_up()
        office.set_up(replace(MARKETING, name="Growth"), by=by)
        assert office.teams()[0].name == "Growth"

    def test_may_not_be_changed_by_others(self, office: Office) -> None:
        office.set_up()
        with pytest.raises(NotResponsible) as refused:
            office.set_up(replace(MARKETING, leads=(BO,)), by=BO)
        assert str(refused.value) == (
            "Only a lead or a sponsor of your teams can change this. Ask one of them."
        )
        assert refused.value.responsible == [MAYA, ANA, SOFIA, IVAN]
        assert office.teams()[0].leads == [MAYA, ANA]

    @pytest.mark.parametrize("name", ["Marketing", "marketing", "MARKETING"])
    def test_refuses_two_teams_of_one_name(self, office: Office, name: str) -> None:
        with pytest.raises(InvalidInput) as refused:
            office.set_up(second=replace(IT, name=name))
        assert refused.value.field == "name_2"
        assert str(refused.value) == "Both teams have this name. Please give the second another."
        assert office.teams() == []

    def test_refuses_two_teams_in_one_channel(self, office: Office) -> None:
        with pytest.raises(InvalidInput) as refused:
            office.set_up(second=replace(IT, channel_id="CMARKETING"))
        assert refused.value.field == "channel_2"
        assert str(refused.value) == (
            "Both teams have this channel. Please choose another for the second."
        )
        assert office.teams() == []
