"""Writing down what Slack says of channels."""

from dataclasses import replace

from bot.db import Transaction
from bot.people import operations, queries
from bot.people.models import Channel
from bot.people.operations import Place, Profile
from bot.people.rules import Standing
from tests.clock import MovedClock

ANA = Profile("U1", "Ana", "Europe/Lisbon", Standing.COLLEAGUE, is_deactivated=False)
IT = Place("C1", "it", is_private=False, is_archived=False)


class TestRecordChannels:
    def test_follows_a_new_name_and_an_archive(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock
    ) -> None:
        self.record(transaction, workspace_id, clock, IT)
        clock.advance(hours=1)
        archived_at = clock()
        self.record(transaction, workspace_id, clock, replace(IT, name="tech", is_archived=True))
        channel = self.channel(transaction, workspace_id)
        assert (channel.name, channel.archived_at) == ("tech", archived_at)

    def record(
        self, transaction: Transaction, workspace_id: int, clock: MovedClock, *places: Place
    ) -> None:
        with transaction() as session:
            operations.record_channels(session, workspace_id, places, now=clock())

    def channel(self, transaction: Transaction, workspace_id: int) -> Channel:
        with transaction() as session:
            return queries.find_channels(session, workspace_id, ["C1"])["C1"]
