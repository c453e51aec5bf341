"""What the teams' channels are told, on both databases."""

import sqlalchemy

from bot.db import Transaction
from bot.outbox.models import OutboxMessage
from bot.teams import notices
from bot.teams.operations import setting_up
from bot.teams.operations.setting_up import TeamSetup
from tests.clock import MovedClock


class TestGreet:
    def test_writes_to_each_channel_once_and_owns_up(
        self, transaction: Transaction, clock: MovedClock, workspace_id: int
    ) -> None:
        with transaction() as session:
            teams = setting_up.set_up(
                session,
                workspace_id=workspace_id,
                setups=(
                    TeamSetup("Marketing", "CMARKETING", ("UMAYA",)),
                    TeamSetup("IT", "CIT", ("UIVAN",)),
                ),
                sponsor_id="USOFIA",
                by="UMAYA",
                now=clock(),
            )
            notices.greet(session, teams, teams=teams, by="UMAYA", now=clock())
            for channel_id in ("CIT", "COTHER"):
                teams[1].channel_id = channel_id
                notices.greet(session, teams[1:], teams=teams, by="UMAYA", now=clock())
        with transaction() as session:
            rows = sqlalchemy.select(OutboxMessage).order_by(OutboxMessage.id)
            written = session.scalars(rows).all()
        assert [each.destination for each in written] == ["CMARKETING", "CIT", "COTHER"]
        assert {each.owner_id for each in written} == {"UMAYA"}


class TestWelcome:
    def test_is_for_one_person_once(
        self, transaction: Transaction, clock: MovedClock, workspace_id: int
    ) -> None:
        with transaction() as session:
            for user_id in ("UMAYA", "UMAYA", "UIVAN"):
                notices.welcome(session, workspace_id, user_id, now=clock())
            written = session.scalars(sqlalchemy.select(OutboxMessage.destination)).all()
        assert written == ["UMAYA"]
