"""Many escalations of one initiative at once, on both databases: all are on its card."""

from collections.abc import Callable

import sqlalchemy

from bot.db import Transaction
from bot.escalations import notices
from bot.escalations.notices import Moved
from bot.escalations.operations import owning, raising
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Move, Urgency
from bot.outbox.models import OutboxMessage
from bot.roadmap import notices as roadmap_notices
from bot.roadmap import queries as roadmap
from bot.teams import queries as team_queries
from tests.clock import MovedClock
from tests.roadmap.operations.test_at_once import at_once
from tests.roadmap.world import IVAN, MAYA, World, build

CROWD = 10
CHANNEL = "C0IT0000003"


def raiser(world: World, initiative_id: int, number: int) -> Callable[[], int]:
    """Return what raises an escalation of the initiative, the way a listener does."""

    def raise_one() -> int:
        with world.transaction() as session:
            marketing, it = team_queries.list_teams(session, world.workspace_id)
            escalation = raising.raise_(
                session,
                workspace_id=world.workspace_id,
                problem=Problem("The export fails", "Somebody who repairs it", Urgency.HIGH),
                raising_team=marketing,
                answering_team=it,
                initiative=roadmap.get_initiative(
                    session, workspace_id=world.workspace_id, initiative_id=initiative_id
                ),
                view_id=f"E{number}",
                by=MAYA,
                now=world.clock(),
            )
            notices.announce(session, escalation, now=world.clock())
            return escalation.id

    return raise_one


def taker(world: World, escalation_id: int) -> Callable[[], None]:
    """Return what acknowledges an escalation, the way a listener does."""

    def take() -> None:
        with world.transaction() as session:
            escalation = owning.acknowledge(
                session, world.workspace_id, escalation_id, by=IVAN, now=world.clock()
            )
            moved = Moved(escalation, Move.ACKNOWLEDGE, world.clock(), by=IVAN)
            notices.tell(session, moved)

    return take


def card(world: World) -> str:
    """Return what is linked on the initiative's card, as it is to be shown."""
    with world.transaction() as session:
        payload = session.scalars(
            sqlalchemy.select(OutboxMessage.payload).where(
                OutboxMessage.key == f"INI-1:card:{CHANNEL}"
            )
        ).one()
    (linked,) = [
        block["text"]["text"]
        for block in payload["blocks"]
        if block["type"] == "section" and block["text"]["text"].startswith("*Linked*")
    ]
    return str(linked)


class TestAtOnce:
    def test_are_all_on_the_card_as_they_are(
        self, transaction: Transaction, clock: MovedClock
    ) -> None:
        world = build(transaction, clock)
        initiative_id = world.add(channel_id=CHANNEL)
        with world.transaction() as session:
            initiative = roadmap.get_initiative(
                session, workspace_id=world.workspace_id, initiative_id=initiative_id
            )
            roadmap_notices.announce(session, initiative, by=MAYA, now=world.clock())
        raised = at_once([raiser(world, initiative_id, number) for number in range(CROWD)])
        assert card(world).count(", open: ") == CROWD
        ids = [each for each in raised if isinstance(each, int)]
        assert at_once([taker(world, each) for each in ids]) == [None] * CROWD
        assert card(world).count(", acknowledged: ") == CROWD
