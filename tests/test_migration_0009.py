"""Messages keep what they are when they may be Homes, and when they may not any more."""

import pytest
import sqlalchemy
from alembic import command
from alembic.config import Config
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from bot import outbox
from bot.outbox.models import OutboxMessage
from bot.tables import table
from tests.clock import MONDAY_MORNING as NOW
from tests.databases import ROOT
from tests.installations.workspaces import install


@pytest.fixture
def config(database_url: str) -> Config:
    config = Config(ROOT / "alembic.ini")
    config.attributes["url"] = database_url
    return config


def write(engine: Engine) -> None:
    """Write a message, a reply to it, and a Home."""
    with Session(engine) as session:
        here = {"workspace_id": install(session).id, "now": NOW}
        outbox.post(session, outbox.Draft("card", "C1", "Hello"), **here)
        outbox.reply(session, outbox.Reply("card", "reply", "There"), **here)
        outbox.publish(session, outbox.Home("U1", ()), **here)
        session.commit()


def messages(engine: Engine) -> list[dict[str, object]]:
    with engine.connect() as connection:
        rows = connection.execute(select(table(OutboxMessage)).order_by(OutboxMessage.id))
        return [dict(row) for row in rows.mappings()]


class TestMigration:
    def test_keeps_every_message_there_and_back(self, engine: Engine, config: Config) -> None:
        write(engine)
        card, reply, home = messages(engine)
        assert (home["key"], reply["parent_id"]) == ("home:U1", card["id"])
        command.downgrade(config, "0008")
        assert messages_before(engine) == ["card", "reply"]  # a Home is drawn anew when opened
        command.upgrade(config, "0009")
        assert messages(engine) == [card, reply]

    def test_leaves_no_other_method_in(self, engine: Engine, config: Config) -> None:
        write(engine)
        command.downgrade(config, "0008")
        with engine.connect() as connection, pytest.raises(sqlalchemy.exc.IntegrityError):
            connection.exec_driver_sql("UPDATE outbox_messages SET method = 'views.publish'")


def messages_before(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        keys = connection.exec_driver_sql("SELECT key FROM outbox_messages ORDER BY id")
        return list(keys.scalars())
