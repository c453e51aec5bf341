"""Who can be asked, on both databases: who is away, who stands in, and who has left."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy import event

from bot.escalations.queries import get_escalation
from bot.escalations.queries.availability import Availability, find_availability
from bot.teams import queries as teams
from bot.teams.models import Member
from bot.teams.rules import Role
from tests.escalations.world import BO, IVAN, MAYA, SOFIA, World

PIA, PAUL = "U0PIA", "U0PAUL"


def found(world: World, *escalation_ids: int) -> Availability:
    """Return who can be asked about these now."""
    with world.transaction() as session:
        here = [
            get_escalation(session, workspace_id=world.workspace_id, escalation_id=each)
            for each in escalation_ids
        ]
        return find_availability(session, here, now=world.clock())


def away(world: World, escalation_id: int) -> Mapping[str, str | None]:
    """Return who is away, with who stands in for them."""
    return found(world, escalation_id).roster(world.get(escalation_id)).away


def depute(world: World, *deputies: str) -> None:
    """Let people stand in for the leads of IT."""
    with world.transaction() as session:
        _marketing, it = teams.list_teams(session, world.workspace_id)
        here = {"workspace_id": world.workspace_id, "team_id": it.id, "role": Role.DEPUTY}
        session.add_all(Member(user_id=user_id, **here) for user_id in deputies)


class TestRoster:
    def test_has_everybodys_roles_and_the_asker(self, world: World) -> None:
        escalation_id = world.raise_one()
        roster = found(world, escalation_id).roster(world.get(escalation_id))
        assert roster.asker == MAYA
        assert (roster.roles["leads"], roster.roles["other_leads"]) == ([IVAN, BO], [MAYA])
        assert (roster.away, roster.gone) == ({}, frozenset())

    def test_has_who_stands_in_for_whoever_is_away(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.be_away(IVAN, stand_in=PIA)
        world.be_away(BO)
        assert away(world, escalation_id) == {IVAN: PIA, BO: None}
        world.clock.advance(days=1)
        assert away(world, escalation_id) == {}

    def test_has_an_absence_when_it_begins(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.be_away(IVAN, start=1)
        assert away(world, escalation_id) == {}
        world.clock.advance(hours=15)
        assert away(world, escalation_id) == {IVAN: None}

    def test_has_deputies_for_leads_who_named_nobody(self, world: World) -> None:
        depute(world, PAUL)
        escalation_id = world.raise_one()
        world.be_away(IVAN, stand_in=PIA)
        world.be_away(BO)
        assert away(world, escalation_id) == {IVAN: PIA, BO: PAUL}

    @pytest.mark.parametrize("why", ["away", "left", "asks"])
    def test_has_the_first_deputy_who_can_be_asked(self, world: World, why: str) -> None:
        depute(world, PAUL, PIA)
        escalation_id = world.raise_one(by=PAUL if why == "asks" else MAYA)
        if why == "away":
            world.be_away(PAUL)
        if why == "left":
            world.leave(PAUL)
        world.be_away(BO)
        assert away(world, escalation_id)[BO] == PIA

    def test_has_who_has_left(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.leave(BO)
        availability = found(world, escalation_id)
        assert availability.roster(world.get(escalation_id)).gone == {BO}
        assert [availability.is_here(each) for each in (IVAN, BO)] == [True, False]

    def test_lets_only_people_on_its_ladder_stand_in_where_it_is_private(
        self, world: World
    ) -> None:
        escalation_id = world.raise_one(is_private=True)
        world.be_away(IVAN, stand_in=PIA)
        world.be_away(BO, stand_in=SOFIA)
        assert away(world, escalation_id) == {IVAN: None, BO: SOFIA}


class TestFindAvailability:
    def test_has_what_has_passed_of_somebodys_absences(self, world: World) -> None:
        escalation_id = world.raise_one()
        world.be_away(IVAN, start=1)
        world.clock.advance(days=9)
        calendar = found(world, escalation_id).calendar(IVAN)
        (absence,) = calendar.absences
        assert world.clock() - absence.end == timedelta(days=7, hours=9)

    def test_has_nothing_of_absences_before_it_was_asked(self, world: World) -> None:
        world.be_away(IVAN)
        world.clock.advance(days=9)
        assert found(world, world.raise_one()).calendar(IVAN).absences == ()

    def test_asks_the_same_however_many_they_are(
        self, world: World, engine: sqlalchemy.Engine
    ) -> None:
        asked = []
        for number in (1, 9):
            ids = [world.raise_one() for _each in range(number)]
            with world.transaction() as session:
                here = [
                    get_escalation(session, workspace_id=world.workspace_id, escalation_id=each)
                    for each in ids
                ]
                statements: list[str] = []

                def note(*arguments: Any, kept: list[str] = statements) -> None:
                    kept.append(arguments[2])

                event.listen(engine, "before_cursor_execute", note)
                find_availability(session, here, now=world.clock())
                event.remove(engine, "before_cursor_execute", note)
            asked.append(len(statements))
        assert asked[0] == asked[1] <= 6

    def test_has_nobody_where_there_is_nothing(self, world: World) -> None:
        with world.transaction() as session:
            assert find_availability(session, [], now=world.clock()).schedules == {}
