"""What must be true of every initiative: found where it is not, on both databases."""

from collections.abc import Callable

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot.roadmap import notices
from bot.roadmap.models import Initiative, InitiativeChange, Owner
from bot.roadmap.queries import get_initiative
from bot.roadmap.queries.invariants import INVARIANTS
from tests.roadmap.world import World


def broken(world: World) -> list[str]:
    """Return the sentences that are not true of some initiative."""
    with world.transaction() as session:
        return [
            sentence
            for sentence, invariant in INVARIANTS.items()
            if session.scalar(
                sqlalchemy.select(sqlalchemy.func.count())
                .select_from(Initiative)
                .where(invariant.violated(world.clock()))
            )
        ]


def lose_an_owner(session: Session) -> None:
    last = sqlalchemy.select(sqlalchemy.func.max(Owner.id)).scalar_subquery()
    session.execute(sqlalchemy.delete(Owner).where(Owner.id == last))


def forget_a_change(session: Session) -> None:
    session.execute(sqlalchemy.delete(InitiativeChange))


def move_unseen(session: Session) -> None:
    session.execute(sqlalchemy.update(Initiative).values(channel_id="C0ELSEWHERE"))


class TestInvariants:
    def test_hold_for_what_people_do(self, world: World) -> None:
        initiative_id = world.add(channel_id="C0IT0000003")
        with world.transaction() as session:
            initiative = get_initiative(
                session, workspace_id=world.workspace_id, initiative_id=initiative_id
            )
            notices.announce(session, initiative, by="U1", now=world.clock())
        world.change(initiative_id, title="The shop")
        world.add()
        assert broken(world) == []

    @pytest.mark.parametrize(
        ("damage", "sentence"),
        [
            (lose_an_owner, "an open initiative has an owner in two teams"),
            (forget_a_change, "an initiative's last change is written down"),
            (move_unseen, "an initiative has its card in its channel"),
        ],
    )
    def test_find_what_is_wrong(
        self, world: World, damage: Callable[[Session], None], sentence: str
    ) -> None:
        world.add()
        with world.transaction() as session:
            damage(session)
        assert broken(world) == [sentence]
