"""Closing a team: nobody can choose it, two are left, and it can be opened again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy

from bot.db import Transaction
from bot.errors import NotFound
from bot.nudges.models import QueuedNudge
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.queries import find_followings
from bot.people.rules import Standing
from bot.teams import jobs, queries
from bot.teams.models import Team
from bot.teams.operations import changing, closing, setting_up
from bot.teams.operations.changing import Closed
from bot.teams.operations.closing import LastTeams, Taken, TooMany
from bot.teams.operations.setting_up import NotResponsible, TeamSetup
from bot.teams.rules import TEAMS_MAX
from tests.clock import MovedClock

MAYA, IVAN, BO, SOFIA = "UMAYA", "UIVAN", "UBO", "USOFIA"


class Office:
    """Marketing (Maya), IT (Ivan) and Sales (Bo), with Sofia as sponsor of all."""

    def __init__(self, transaction: Transaction, clock: MovedClock, workspace_id: int) -> None:
        self.transaction, self.clock, self.workspace_id = transaction, clock, workspace_id
        self.add(TeamSetup("Marketing", "CM", (MAYA,)), TeamSetup("IT", "CI", (IVAN,)))
        self.add(TeamSetup("Sales", "CS", (BO,)))

    def add(self, *setups: TeamSetup) -> None:
        with self.transaction() as session:
            setting_up.set_up(
                session,
                workspace_id=self.workspace_id,
                setups=setups,
                sponsor_id=SOFIA,
                by=SOFIA,
                now=self.clock(),
            )

    def close(self, name: str = "IT", by: str = SOFIA) -> Team:
        with self.transaction() as session:
            return closing.close(
                session,
                workspace_id=self.workspace_id,
                team_id=self.team(name).id,
                by=by,
                now=self.clock(),
            )

    def reopen(self, name: str = "IT", by: str = SOFIA) -> Team:
        with self.transaction() as session:
            return closing.reopen(
                session,
                workspace_id=self.workspace_id,
                team_id=self.team(name).id,
                by=by,
                now=self.clock(),
            )

    def leave(self, *user_ids: str) -> None:
        """Let accounts be deactivated."""
        gone = [
            Profile(each, each, None, Standing.COLLEAGUE, is_deactivated=True) for each in user_ids
        ]
        with self.transaction() as session:
            people.record_people(session, self.workspace_id, gone, now=self.clock())

    def told(self) -> dict[tuple[str, str], str]:
        """Return what people are to read about those who left, by person and team."""
        with self.transaction() as session:
            rows = session.scalars(sqlalchemy.select(QueuedNudge)).all()
        names = ("Marketing", "IT", "Sales")
        return {(row.user_id, name): row.text for row in rows for name in names if name in row.text}

    def team(self, name: str) -> Team:
        with self.transaction() as session:
            teams = queries.list_all_teams(session, self.workspace_id)
        return next(each for each in teams if each.name == name)

    def open_ones(self) -> list[str]:
        with self.transaction() as session:
            return [each.name for each in queries.list_teams(session, self.workspace_id)]

    def followed(self) -> set[str]:
        with self.transaction() as session:
            return set(find_followings(session, self.workspace_id, {"CM", "CI", "CS"}))


@pytest.fixture
def office(transaction: Transaction, clock: MovedClock, workspace_id: int) -> Office:
    """Three teams that are set up."""
    return Office(transaction, clock, workspace_id)


class TestClose:
    def test_takes_it_from_what_can_be_chosen(self, office: Office) -> None:
        closed = office.close()
        assert (closed.closed_at, closed.closed_by) == (office.clock(), SOFIA)
        assert office.open_ones() == ["Marketing", "Sales"]
        assert office.followed() == {"CM", "CS"}

    def test_still_names_it_where_it_is_chosen_already(self, office: Office) -> None:
        it = office.close()
        with office.transaction() as session:
            found = queries.list_teams(session, office.workspace_id, also=[it.id])
        assert [each.name for each in found] == ["Marketing", "IT", "Sales"]

    def test_is_written_down(self, office: Office) -> None:
        office.close()
        with office.transaction() as session:
            (change,) = queries.list_changes(session, office.team("IT"), since=1)
        assert (change.field, change.by, change.version) == ("closed_at", SOFIA, 2)
        assert change.after == office.clock().isoformat()

    def test_happens_once(self, office: Office) -> None:
        first = office.close(by=IVAN)
        office.clock.advance(minutes=1)
        second = office.close()
        assert (second.closed_by, second.version) == (IVAN, first.version)

    @pytest.mark.parametrize("by", [MAYA, "UANYBODY"])
    def test_is_for_those_responsible_for_it(self, office: Office, by: str) -> None:
        with pytest.raises(NotResponsible):
            office.close(by=by)
        assert office.team("IT").closed_at is None

    def test_leaves_two(self, office: Office) -> None:
        office.close()
        with pytest.raises(LastTeams, match="Sales is one of your last 2 teams"):
            office.close("Sales")

    def test_leaves_two_when_two_people_close_two_at_once(self, office: Office) -> None:
        def close(name: str) -> str:
            try:
                office.close(name)
            except LastTeams:
                return "refused"
            return "closed"

        with ThreadPoolExecutor(2) as threads:
            assert sorted(threads.map(close, ["IT", "Sales"])) == ["closed", "refused"]

    def test_knows_no_team_of_another_company(self, office: Office) -> None:
        with office.transaction() as session, pytest.raises(NotFound):
            closing.close(session, workspace_id=99, team_id=1, by=SOFIA, now=office.clock())

    def test_lets_nothing_of_it_be_changed(self, office: Office) -> None:
        it = office.close()
        with office.transaction() as session, pytest.raises(Closed, match="IT is closed"):
            changing.change(
                session,
                workspace_id=office.workspace_id,
                team_id=it.id,
                version=it.version,
                fields={"name": "Tech"},
                by=IVAN,
                now=office.clock(),
            )

    def test_frees_its_name_and_its_channel(self, office: Office) -> None:
        office.close()
        office.add(TeamSetup("IT", "CI", (BO,)))
        assert office.open_ones() == ["Marketing", "Sales", "IT"]

    def test_leaves_somebody_who_answers_for_it_when_its_people_leave(self, office: Office) -> None:
        office.close()
        office.leave(IVAN, SOFIA)
        jobs.fill_places(transaction=office.transaction, now=office.clock())
        assert (office.team("IT").leads, office.team("IT").sponsors) == ([MAYA], [MAYA])
        assert office.told()[MAYA, "IT"] == (
            f"<@{IVAN}> and <@{SOFIA}> are not here any more, so <@{MAYA}> answers from now on for "
            "what is left of *IT*, which is closed."
        )

    def test_fills_places_elsewhere_from_it_when_nobody_else_is_left(self, office: Office) -> None:
        office.close()
        office.leave(MAYA, BO, SOFIA)
        jobs.fill_places(transaction=office.transaction, now=office.clock())
        for name in ("Marketing", "IT", "Sales"):
            team = office.team(name)
            assert (team.leads, team.sponsors) == ([IVAN], [IVAN]), name


class TestReopen:
    def test_lets_it_be_chosen_again(self, office: Office) -> None:
        office.close()
        opened = office.reopen(by=IVAN)
        assert (opened.closed_at, opened.closed_by, opened.handed_on_at) == (None, None, None)
        assert office.open_ones() == ["Marketing", "IT", "Sales"]
        assert office.followed() == {"CM", "CI", "CS"}

    def test_changes_nothing_of_one_that_is_open(self, office: Office) -> None:
        assert office.reopen().version == 1

    def test_is_for_those_responsible_for_it(self, office: Office) -> None:
        office.close()
        with pytest.raises(NotResponsible):
            office.reopen(by=MAYA)

    def test_keeps_no_more_than_the_forms_can_name(self, office: Office) -> None:
        office.close()
        for number in range(2, TEAMS_MAX):
            office.add(TeamSetup(f"Team {number}", f"C{number}", (BO,)))
        with pytest.raises(TooMany, match="Close another one first"):
            office.reopen()

    def test_makes_no_second_team_of_a_name_or_a_channel(self, office: Office) -> None:
        first = office.close()
        office.add(TeamSetup("Tech", "CI", (BO,)))
        with pytest.raises(Taken, match="Your team Tech has this team's name or channel now"):
            office.reopen()
        assert office.team("IT").closed_at == first.closed_at
