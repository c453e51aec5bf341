"""Changing a team: one wins, the other is told, nothing is overwritten unseen."""

from typing import Any

import pytest

from bot.db import Transaction
from bot.errors import InvalidInput, NotFound
from bot.teams import queries
from bot.teams.models import Team
from bot.teams.operations import changing, setting_up
from bot.teams.operations.changing import Stale
from bot.teams.operations.setting_up import NotResponsible, TeamSetup
from tests.clock import MovedClock

MAYA, IVAN, BO, SOFIA = "UMAYA", "UIVAN", "UBO", "USOFIA"


class Office:
    """Marketing (Maya) and IT (Ivan), with Sofia as sponsor; IT is changed."""

    def __init__(self, transaction: Transaction, clock: MovedClock, workspace_id: int) -> None:
        self.transaction, self.clock, self.workspace_id = transaction, clock, workspace_id
        with transaction() as session:
            _marketing, it = setting_up.set_up(
                session,
                workspace_id=workspace_id,
                setups=[TeamSetup("Marketing", "CM", (MAYA,)), TeamSetup("IT", "CI", (IVAN,))],
                sponsor_id=SOFIA,
                by=MAYA,
                now=clock(),
            )
        self.it_id = it.id

    def change(self, fields: dict[str, Any], *, version: int = 1, by: str = IVAN) -> Team:
        with self.transaction() as session:
            return changing.change(
                session,
                workspace_id=self.workspace_id,
                team_id=self.it_id,
                version=version,
                fields=fields,
                by=by,
                now=self.clock(),
            )

    def it(self) -> Team:
        with self.transaction() as session:
            return queries.get_team(session, workspace_id=self.workspace_id, team_id=self.it_id)


@pytest.fixture
def office(transaction: Transaction, clock: MovedClock, workspace_id: int) -> Office:
    """Two teams that are set up."""
    return Office(transaction, clock, workspace_id)


class TestChange:
    def test_changes_everything_that_can_be(self, office: Office) -> None:
        fields = {
            "name": "Tech",
            "channel_id": "CT",
            "leads": [IVAN, BO],
            "sponsors": [MAYA],
            "liaison": [BO],
            "deputies": [BO],
            "source_id": "S1",
            "wins_channel_id": "CW",
            "digest_channel_id": "CD",
            "standup_day": 4,
            "standup_at": "08:15",
        }
        office.change(fields)
        it = office.it()
        assert changing.read(it) == fields
        assert (it.liaison, it.members_source, it.version) == (BO, "S1", 2)

    def test_lets_fields_be_as_they_are(self, office: Office) -> None:
        before = office.it()
        office.change(changing.read(before))
        assert office.it().version == 1
        office.change({"leads": [IVAN, BO]})
        assert office.it().members[0].id == before.members[0].id

    def test_takes_the_default_back(self, office: Office) -> None:
        office.change({"liaison": [BO], "source_id": "CX"})
        office.change({"liaison": [], "source_id": None}, version=2)
        assert (office.it().liaison, office.it().members_source) == (IVAN, "CI")

    def test_refuses_who_saw_an_older_one_and_says_what_changed(self, office: Office) -> None:
        office.change({"leads": [IVAN, BO]})
        office.clock.advance(minutes=2)
        office.change({"name": "Tech"}, version=2, by=SOFIA)
        with office.transaction() as session, pytest.raises(Stale) as refused:
            changing.change(
                session,
                workspace_id=office.workspace_id,
                team_id=office.it_id,
                version=1,
                fields={"name": "IT Services"},
                by=IVAN,
                now=office.clock(),
            )
        told = [(each.by, each.field, each.before, each.after) for each in refused.value.changes]
        assert told == [(IVAN, "leads", [IVAN], [IVAN, BO]), (SOFIA, "name", "IT", "Tech")]
        assert office.it().name == "Tech"

    @pytest.mark.parametrize("by", [MAYA, BO, "UNOBODY"])
    def test_is_for_its_leads_and_sponsors(self, office: Office, by: str) -> None:
        with pytest.raises(NotResponsible) as refused:
            office.change({"name": "Mine"}, by=by)
        assert refused.value.responsible == [IVAN, SOFIA]
        assert office.it().name == "IT"

    def test_is_not_for_a_lead_who_was_replaced(self, office: Office) -> None:
        office.change({"leads": [BO]})
        with pytest.raises(NotResponsible):
            office.change({"leads": [IVAN]}, version=2)

    @pytest.mark.parametrize(
        ("fields", "field"), [({"name": "MARKETING"}, "name"), ({"channel_id": "CM"}, "channel_id")]
    )
    def test_refuses_what_another_team_has(
        self, office: Office, fields: dict[str, Any], field: str
    ) -> None:
        with pytest.raises(InvalidInput) as refused:
            office.change(fields)
        assert refused.value.field == field
        assert office.it().version == 1

    def test_knows_no_team_of_elsewhere(self, office: Office) -> None:
        office.it_id += 1000
        with pytest.raises(NotFound, match=r"^This team is gone\."):
            office.change({"name": "X"})
