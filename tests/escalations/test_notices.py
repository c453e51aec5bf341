"""What is written to be sent when an escalation moves, on both databases."""

import sqlalchemy

from bot.escalations import notices, queries
from bot.escalations.models import Escalation
from bot.escalations.notices import Moved
from bot.escalations.operations import owning
from bot.escalations.rules import Move
from bot.outbox.models import OutboxMessage
from bot.outbox.rules.states import State as MessageState
from tests.escalations.world import IT, IVAN, MAYA, World


def outbox_of(world: World) -> list[OutboxMessage]:
    """Return everything in the outbox, oldest first."""
    with world.transaction() as session:
        rows = sqlalchemy.select(OutboxMessage).order_by(OutboxMessage.id)
        return list(session.scalars(rows))


def announced(world: World) -> int:
    """Raise one and announce it; return its id."""
    escalation_id = world.raise_one()
    with world.transaction() as session:
        escalation: Escalation = queries.get_escalation(
            session, workspace_id=world.workspace_id, escalation_id=escalation_id
        )
        notices.announce(session, escalation, now=world.clock())
    return escalation_id


class TestAnnounce:
    def test_writes_a_card_for_the_team_and_a_copy_for_the_raiser(self, world: World) -> None:
        announced(world)
        card, copy = outbox_of(world)
        assert (card.key, card.destination) == ("ESC-1:card", IT.channel_id)
        assert (copy.key, copy.destination) == ("ESC-1:copy", MAYA)
        assert card.owner_id == copy.owner_id == MAYA

    def test_writes_nothing_twice(self, world: World) -> None:
        escalation_id = announced(world)
        with world.transaction() as session:
            notices.announce(session, world.get(escalation_id), now=world.clock())
        assert len(outbox_of(world)) == 2


class TestTell:
    def test_rewrites_what_slack_has_not_seen_and_adds_no_edit(self, world: World) -> None:
        escalation_id = announced(world)
        with world.transaction() as session:
            escalation = owning.acknowledge(
                session, world.workspace_id, escalation_id, by=IVAN, now=world.clock()
            )
            moved = Moved(escalation, Move.ACKNOWLEDGE, world.clock(), by=IVAN)
            notices.tell(session, moved)
        card, copy, told = outbox_of(world)
        assert {each.state for each in (card, copy, told)} == {MessageState.PENDING}
        for message in (card, copy):
            assert f"<@{IVAN}> took it" in message.payload["text"]
        assert told.parent_id == copy.id
