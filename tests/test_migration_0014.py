"""Messages that showed files go back to a release that knows none."""

from alembic import command
from alembic.config import Config
from sqlalchemy import Engine

from bot.db import Transaction
from tests.clock import MovedClock
from tests.outbox.jobs.test_sender_files import REPORT
from tests.outbox.outbox import Outbox
from tests.test_migration_0013 import config, rows

__all__ = ["config"]


class TestDowngrade:
    def test_leaves_the_words_of_what_waits_with_a_file(
        self, transaction: Transaction, clock: MovedClock, engine: Engine, config: Config
    ) -> None:
        outbox = Outbox.of_new_workspace(transaction, clock)
        outbox.post("report", **REPORT)
        outbox.post("card")
        command.downgrade(config, "0013")
        report, card = rows(engine, "outbox_messages")
        assert "files" not in report["payload"]
        assert report["simplified_at"]
        assert not card["simplified_at"]
        command.upgrade(config, "head")
        assert outbox.get("report").payload["text"] == "The report"
        assert not outbox.get("report").has_files
