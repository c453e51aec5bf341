"""Writing down what Slack says of people."""

from collections.abc import Sequence
from dataclasses import replace

from bot.db import Transaction
from bot.people import operations, queries
from bot.people.models import Person
from bot.people.operations import Place, Profile, following
from bot.people.rules import Standing
from tests.clock import MovedClock

ANA = Profile("U1", "Ana", "Europe/Lisbon", Standing.COLLEAGUE, is_deactivated=False)
IT = Place("C1", "it", is_private=False, is_archived=False)


class TestRecordPeople:
    def test_writes_down_what_slack_says(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        self.record(transaction, workspace_id, clock, ANA)
        ana = self.person(transaction, workspace_id)
        assert (ana.name, ana.zone, ana.standing) == ("Ana", "Europe/Lisbon", Standing.COLLEAGUE)
        assert ana.deactivated_at is None
        assert ana.seen_at == clock()

    def test_lets_who_is_deactivated_be_in_nothing(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        """Not by news that is older than that they are back."""
        with transaction() as session:
            operations.follow(session, workspace_id, "C1", now=clock())
            (followed,) = queries.find_followings(session, workspace_id, ["C1"]).values()
            following.join(session, followed, ["U1", "U2"], at=clock())
        gone = replace(ANA, is_deactivated=True)
        self.record(transaction, workspace_id, clock, replace(ANA, updated=2))
        self.record(transaction, workspace_id, clock, replace(gone, updated=1))
        assert self.sources(transaction, workspace_id, "U1") == ["C1"]
        self.record(transaction, workspace_id, clock, replace(gone, updated=3))
        assert self.sources(transaction, workspace_id, "U1") == []
        assert self.sources(transaction, workspace_id, "U2") == ["C1"]

    def sources(self, transaction: Transaction, workspace_id: int, user_id: str) -> Sequence[str]:
        with transaction() as session:
            return queries.list_sources(session, workspace_id, user_id)

    def test_keeps_when_somebody_was_deactivated_until_they_are_back(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        gone = replace(ANA, is_deactivated=True)
        self.record(transaction, workspace_id, clock, ANA)
        clock.advance(hours=1)
        left_at = clock()
        self.record(transaction, workspace_id, clock, gone)
        clock.advance(hours=1)
        self.record(transaction, workspace_id, clock, gone)
        assert self.person(transaction, workspace_id).deactivated_at == left_at
        self.record(transaction, workspace_id, clock, replace(ANA, name="Ana R."))
        back = self.person(transaction, workspace_id)
        assert (back.name, back.deactivated_at) == ("Ana R.", None)

    def record(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock, *profiles: Profile
    ) -> None:
        with transaction() as session:
            operations.record_people(session, workspace_id, profiles, now=clock())

    def person(self, transaction: Transaction, workspace_id: int) -> Person:
        with transaction() as session:
            return queries.find_people(session, workspace_id, ["U1", "U404"])["U1"]
