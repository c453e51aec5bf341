"""Saying when one works and is away, on both databases."""

import threading
from dataclasses import replace

import pytest

from bot.errors import InvalidInput, NotFound
from bot.hours import operations
from bot.hours.operations import AwayAlready, ChangedMeanwhile, NotAllowed
from bot.hours.rules import week
from bot.people.rules import Standing
from bot.permissions import Role
from tests.hours.office import ANA, BEN, SAID, Office

OTHERS = [role for role in Role if role not in {Role.LEAD, Role.SPONSOR}]


class TestConfirm:
    def test_keeps_what_was_said_last(self, office: Office) -> None:
        office.confirm(said=replace(SAID, hours=week.DEFAULT))
        office.clock.advance(days=1)
        office.confirm()
        found = office.schedule()
        assert (found.zone, found.hours, found.country) == (SAID.zone, SAID.hours, "JP")
        assert found.confirmed_at == office.clock()

    @pytest.mark.parametrize("zone", [None, "Mars/Olympus"])
    def test_refuses_a_place_without_clocks(self, office: Office, zone: str | None) -> None:
        with pytest.raises(InvalidInput) as error:
            office.confirm(said=replace(SAID, zone=zone))
        assert error.value.field == "zone"

    def test_refuses_hours_that_leave_no_time(self, office: Office) -> None:
        with pytest.raises(InvalidInput, match="at least one day"):
            office.confirm(said=replace(SAID, hours=replace(SAID.hours, days=())))


class TestSetDefaults:
    def test_says_who_and_when(self, office: Office) -> None:
        office.set_defaults(replace(SAID, zone=None))
        company = office.company()
        assert company
        assert (company.zone, company.hours, company.country) == (None, SAID.hours, "JP")
        assert (company.set_by, company.set_at) == (BEN, office.clock())

    def test_goes_on_from_what_was_seen(self, office: Office) -> None:
        office.set_defaults()
        seen_at = office.clock()
        office.clock.advance(hours=1)
        office.set_defaults(replace(SAID, country=None), seen_at=seen_at)
        company = office.company()
        assert company
        assert company.country is None

    def test_overwrites_nothing_that_was_not_seen(self, office: Office) -> None:
        office.set_defaults()
        with pytest.raises(ChangedMeanwhile):
            office.set_defaults(replace(SAID, country=None))
        company = office.company()
        assert company
        assert company.country == "JP"

    @pytest.mark.parametrize("role", OTHERS)
    def test_is_for_leads_and_sponsors(self, office: Office, role: Role) -> None:
        with pytest.raises(NotAllowed, match="Only a lead or a sponsor"):
            office.set_defaults(role=role)
        assert office.company() is None


class TestGoAway:
    def test_says_from_when_until_when_and_who_stands_in(self, office: Office) -> None:
        office.know(BEN)
        absence = office.leave("2026-12-24", "2026-12-31", to=BEN)
        assert (absence.user_id, absence.stand_in_id) == (ANA, BEN)
        assert absence.said_at == office.clock()

    def test_takes_a_stand_in_of_whom_slack_has_not_told_us_yet(self, office: Office) -> None:
        assert office.leave("2026-12-24", "2026-12-31", to=BEN).stand_in_id == BEN

    def test_is_not_away_twice(self, office: Office) -> None:
        office.leave("2026-12-24", "2026-12-31")
        with pytest.raises(AwayAlready, match="Cancel that first"):
            office.leave("2026-12-31", "2027-01-02")

    def test_counts_today_by_the_clocks_where_the_person_is(self, office: Office) -> None:
        office.know(ANA, zone="Pacific/Kiritimati")  # Monday, 23:00
        office.leave("2026-11-23", "2026-11-23")
        office.clock.advance(hours=1)
        with pytest.raises(InvalidInput, match="That day is over"):
            office.leave("2026-11-23", "2026-11-23")

    def test_refuses_oneself_as_stand_in(self, office: Office) -> None:
        with pytest.raises(InvalidInput, match="stand in for yourself"):
            office.leave("2026-12-24", "2026-12-31", to=ANA)

    def test_refuses_a_stand_in_who_is_away_then(self, office: Office) -> None:
        office.leave("2026-12-30", "2027-01-02", who=BEN)
        with pytest.raises(InvalidInput, match="away then themselves"):
            office.leave("2026-12-24", "2026-12-31", to=BEN)

    @pytest.mark.parametrize(
        "known",
        [
            {"standing": Standing.GUEST},
            {"standing": Standing.BOT},
            {"standing": Standing.STRANGER},
            {"is_deactivated": True},
        ],
    )
    def test_refuses_a_stand_in_who_may_not_act(
        self, office: Office, known: dict[str, object]
    ) -> None:
        office.know(BEN, **known)
        with pytest.raises(InvalidInput, match="only colleagues can") as error:
            office.leave("2026-12-24", "2026-12-31", to=BEN)
        assert error.value.field == "stand_in"

    def test_is_away_once_when_the_form_is_sent_twice_at_once(self, office: Office) -> None:
        outcomes: list[str] = []
        both = threading.Barrier(2)

        def send() -> None:
            both.wait()
            try:
                office.leave("2026-12-24", "2026-12-31")
                outcomes.append("away")
            except AwayAlready:
                outcomes.append("already")

        threads = [threading.Thread(target=send) for _ in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(outcomes) == ["already", "away"]


class TestComeBack:
    def test_cancels_once(self, office: Office) -> None:
        absence = office.leave("2026-11-23", "2026-11-24")
        first = office.clock()
        assert self.cancel(office, absence.id) == first
        office.clock.advance(hours=1)
        assert self.cancel(office, absence.id) == first
        assert office.schedule().away is None
        office.leave("2026-11-23", "2026-11-24")

    def test_is_for_the_person_who_is_away(self, office: Office) -> None:
        absence = office.leave("2026-11-23", "2026-11-24")
        with office.transaction() as session, pytest.raises(NotFound):
            operations.come_back(session, office.workspace_id, BEN, absence.id, now=office.clock())
        assert office.schedule().away

    def cancel(self, office: Office, absence_id: int) -> object:
        with office.transaction() as session:
            return operations.come_back(
                session, office.workspace_id, ANA, absence_id, now=office.clock()
            ).cancelled_at
