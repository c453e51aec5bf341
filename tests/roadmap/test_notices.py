"""What an initiative's channel is told, on both databases."""

from typing import Any

import sqlalchemy

from bot.outbox.models import OutboxMessage
from bot.roadmap import notices, queries
from tests.roadmap.world import BO, MAYA, World


def outbox(world: World) -> dict[str, dict[str, Any]]:
    """Return what waits to be sent, by key."""
    with world.transaction() as session:
        rows = session.scalars(sqlalchemy.select(OutboxMessage)).all()
        return {
            row.key: {"to": row.destination, "text": row.payload["text"], "owner": row.owner_id}
            for row in rows
        }


def announce(world: World, initiative_id: int) -> None:
    """Let its channel be told."""
    with world.transaction() as session:
        initiative = queries.get_initiative(
            session, workspace_id=world.workspace_id, initiative_id=initiative_id
        )
        notices.announce(session, initiative, by=MAYA, now=world.clock())


def tell_linked(world: World, initiative_id: int, state: str) -> None:
    """Let ESC-4 be in that state."""
    with world.transaction() as session:
        notices.tell_linked(
            session,
            workspace_id=world.workspace_id,
            initiative_id=initiative_id,
            kind="escalation",
            name="ESC-4",
            title="The export fails",
            state=state,
            now=world.clock(),
        )


class TestAnnounce:
    def test_posts_the_card_in_its_channel_once(self, world: World) -> None:
        initiative_id = world.add(channel_id="C0IT0000003")
        for _time in range(2):
            announce(world, initiative_id)
        (row,) = outbox(world).items()
        assert row[0] == "INI-1:card:C0IT0000003"
        assert (row[1]["to"], row[1]["owner"]) == ("C0IT0000003", MAYA)

    def test_says_nothing_where_there_is_no_channel(self, world: World) -> None:
        announce(world, world.add())
        assert outbox(world) == {}


class TestTellChanged:
    def test_posts_in_a_new_channel_and_says_so_in_the_old(self, world: World) -> None:
        initiative_id = world.add(channel_id="C0IT0000003")
        announce(world, initiative_id)
        world.change(initiative_id, channel_id="C0MARKETNG2")
        with world.transaction() as session:
            initiative = queries.get_initiative(
                session, workspace_id=world.workspace_id, initiative_id=initiative_id
            )
            notices.tell_changed(session, initiative, left="C0IT0000003", by=BO, now=world.clock())
        found = outbox(world)
        assert "now in <#C0MARKETNG2>" in found["INI-1:card:C0IT0000003"]["text"]
        assert found["INI-1:card:C0MARKETNG2"]["owner"] == BO


class TestTellLinked:
    def test_redraws_the_card_with_it(self, world: World) -> None:
        initiative_id = world.add(channel_id="C0IT0000003")
        announce(world, initiative_id)
        tell_linked(world, initiative_id, "open")
        assert outbox(world)["INI-1:card:C0IT0000003"]["text"].endswith(
            " Linked: 1, the newest ESC-4."
        )

    def test_is_kept_where_there_is_no_channel(self, world: World) -> None:
        initiative_id = world.add()
        tell_linked(world, initiative_id, "open")
        tell_linked(world, initiative_id, "answered")
        assert outbox(world) == {}
        initiative = world.get(initiative_id)
        with world.transaction() as session:
            (link,) = queries.list_links(session, initiative, 10)
        assert (link.name, link.state) == ("ESC-4", "answered")
