"""What the teams' channels are told, on both databases."""

from collections.abc import Sequence

import sqlalchemy

from bot.db import Transaction
from bot.outbox.models import OutboxMessage
from bot.teams import notices, operations
from bot.teams.models import Team
from bot.teams.operations import TeamSetup
from tests.clock import MovedClock


def greet(
    transaction: Transaction, clock: MovedClock, workspace_id: int, it_channel: str = "CIT"
) -> Sequence[Team]:
    """Set up and greet, in one transaction, as the form does."""
    with transaction() as session:
        teams = operations.set_up(
            session,
            workspace_id=workspace_id,
            setups=(
                TeamSetup("Marketing", "CMARKETING", ("UMAYA",)),
                TeamSetup("IT", it_channel, ("UIVAN",)),
            ),
            sponsor_id="USOFIA",
            by="UMAYA",
            now=clock(),
        )
        notices.greet(session, teams, by="UMAYA", now=clock())
    return teams


class TestGreet:
    def test_writes_to_each_channel_once_and_owns_up(
        self, transaction: Transaction, clock: MovedClock, workspace_id: int
    ) -> None:
        for it_channel in ("CIT", "CIT", "COTHER"):
            greet(transaction, clock, workspace_id, it_channel)
        with transaction() as session:
            rows = sqlalchemy.select(OutboxMessage).order_by(OutboxMessage.id)
            written = session.scalars(rows).all()
        assert [each.destination for each in written] == ["CMARKETING", "CIT", "COTHER"]
        assert {each.owner_id for each in written} == {"UMAYA"}
