"""When people work, by what they, Slack and the company have said; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import event

from bot.errors import NotFound
from bot.hours import queries
from bot.hours.rules import week
from tests.hours.office import ANA, BEN, SAID, Office


class TestListSchedules:
    def test_is_what_a_company_starts_with_when_nobody_has_said_anything(
        self, office: Office
    ) -> None:
        found = office.schedule()
        assert (found.zone, found.hours, found.confirmed_at) == ("UTC", week.DEFAULT, None)
        assert found.quiet == (week.DEFAULT.quiet_from, week.DEFAULT.quiet_until)

    def test_takes_the_zone_from_the_company_then_slack_then_the_person(
        self, office: Office
    ) -> None:
        office.set_defaults()
        assert office.schedule().zone == "Asia/Tokyo"
        office.know(ANA, zone="Europe/Lisbon")
        assert office.schedule().zone == "Europe/Lisbon"
        office.confirm(said=replace(SAID, zone="America/Lima"))
        assert office.schedule().zone == "America/Lima"

    def test_takes_hours_from_the_company_then_the_person(self, office: Office) -> None:
        office.set_defaults()
        assert (office.schedule().hours, office.schedule().country) == (SAID.hours, "JP")
        office.confirm(said=replace(SAID, hours=week.DEFAULT, country=None))
        found = office.schedule()
        assert (found.hours, found.country) == (week.DEFAULT, None)
        assert found.confirmed_at == office.clock()

    @pytest.mark.parametrize("zone", ["Mars/Olympus", "America", "", None])
    def test_passes_over_a_zone_that_no_clock_knows(self, office: Office, zone: str) -> None:
        office.know(ANA, zone=zone)
        assert office.schedule().zone == "UTC"

    def test_has_absences_that_are_not_over(self, office: Office) -> None:
        office.leave("2026-11-23", "2026-11-24", to=BEN)
        office.leave("2026-12-24", "2026-12-31")
        found = office.schedule()
        assert found.stand_in_id == BEN
        assert len(found.absences) == 2
        office.clock.advance(days=2)
        found = office.schedule()
        assert found.stand_in_id is None
        assert len(found.absences) == 1

    def test_knows_nothing_of_another_workspace(self, office: Office, elsewhere: Office) -> None:
        elsewhere.confirm()
        elsewhere.set_defaults()
        elsewhere.leave("2026-11-23", "2026-11-24")
        found = office.schedule()
        assert (found.zone, found.hours, found.absences) == ("UTC", week.DEFAULT, ())

    def test_asks_four_questions_however_many_people(self, office: Office) -> None:
        asked: list[str] = []
        with office.transaction() as session:
            connection = session.connection()
            event.listen(
                connection, "before_cursor_execute", lambda *args: asked.append(str(args[2]))
            )
            found = queries.list_schedules(
                session, office.workspace_id, [f"U{each}" for each in range(50)], now=office.clock()
            )
        assert len(found) == 50
        assert len(asked) == 4


class TestListAway:
    def test_has_who_is_away_now_by_their_own_clocks(self, office: Office) -> None:
        office.know(BEN, zone="America/Los_Angeles")  # where it is still Monday, 01:00
        office.leave("2026-11-24", "2026-11-24")
        office.leave("2026-11-23", "2026-11-23", who=BEN)
        with office.transaction() as session:
            away = queries.list_away(session, office.workspace_id, [ANA, BEN], now=office.clock())
        assert set(away) == {BEN}

    @pytest.mark.parametrize(
        ("zone", "day", "hours"),
        [("Pacific/Kiritimati", "2026-11-24", 2), ("Etc/GMT+12", "2026-11-22", 0)],
        ids=["already tomorrow", "still yesterday"],
    )
    def test_knows_the_ends_of_the_earth(
        self, office: Office, zone: str, day: str, hours: int
    ) -> None:
        office.know(BEN, zone=zone)
        office.leave(day, day, who=BEN)
        now = office.clock() + timedelta(hours=hours)
        with office.transaction() as session:
            assert set(queries.list_away(session, office.workspace_id, [BEN], now=now)) == {BEN}

    def test_asks_once_when_nobody_is_away(self, office: Office) -> None:
        office.leave("2026-12-24", "2026-12-31")
        asked: list[str] = []
        with office.transaction() as session:
            connection = session.connection()
            event.listen(
                connection, "before_cursor_execute", lambda *args: asked.append(str(args[2]))
            )
            people = [ANA, BEN]
            assert queries.list_away(session, office.workspace_id, people, now=office.clock()) == {}
        assert len(asked) == 1


class TestGetAbsence:
    def test_is_the_persons_own(self, office: Office) -> None:
        absence = office.leave("2026-11-24", "2026-11-24")
        with office.transaction() as session:
            found = queries.get_absence(session, office.workspace_id, ANA, absence.id)
            assert found.days == absence.days
            with pytest.raises(NotFound, match="I can't find this absence any more"):
                queries.get_absence(session, office.workspace_id, BEN, absence.id)
