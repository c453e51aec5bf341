"""Adding an initiative, on both databases."""

from datetime import date

import pytest

from bot.errors import InvalidInput
from bot.people.rules import Standing
from bot.roadmap import queries
from bot.roadmap.operations import AlreadyAdded
from bot.roadmap.rules import Stage
from tests.roadmap.world import BO, MAYA, STRANGER, World


class TestAdd:
    def test_keeps_what_was_filled_in(self, world: World) -> None:
        initiative = world.get(world.add(channel_id="C0IT0000003"))
        assert (initiative.number, initiative.name, initiative.title) == (1, "INI-1", "Web shop")
        assert (initiative.outcome, initiative.why) == (
            "The new shop is live",
            "The old one is slow",
        )
        assert (initiative.target_on, initiative.stage) == (date(2026, 12, 4), Stage.ACTIVE)
        assert initiative.channel_id == "C0IT0000003"
        owners = {owner.team.name: owner.user_id for owner in initiative.owners}
        assert owners == {"Marketing": MAYA, "IT": BO}
        made = (initiative.version, initiative.created_by, initiative.created_at)
        assert made == (1, MAYA, world.clock())

    def test_begins_its_history(self, world: World) -> None:
        (first,) = world.history(world.add())
        assert (first.version, first.field, first.before, first.after) == (
            1,
            "stage",
            None,
            "active",
        )
        assert (first.by, first.at) == (MAYA, world.clock())

    def test_is_open_to_everybody_here(self, world: World) -> None:
        assert world.get(world.add(by=STRANGER)).created_by == STRANGER

    def test_takes_one_modal_once_and_leaves_no_gap(self, world: World) -> None:
        world.add(view_id="V0")
        with pytest.raises(AlreadyAdded, match=r"^This initiative has been added already\.$"):
            world.add(view_id="V0", title="Something else")
        assert world.get(world.add()).number == 2
        with world.transaction() as session:
            found = queries.get_by_view(session, workspace_id=world.workspace_id, view_id="V0")
            assert found.title == "Web shop"

    def test_needs_owners_in_two_teams(self, world: World) -> None:
        with pytest.raises(InvalidInput, match=r"^An initiative needs owners in at least two ") as (
            refused
        ):
            world.add(**{f"owner:{world.it}": None})
        assert refused.value.field == f"owner:{world.it}"

    @pytest.mark.parametrize(
        ("standing", "has_left", "sentence"),
        [
            (Standing.GUEST, False, "Gail is a guest here. Please choose a colleague."),
            (Standing.BOT, False, "Gail is a bot here. Please choose a colleague."),
            (Standing.STRANGER, False, "Gail is a stranger here. Please choose a colleague."),
            (Standing.COLLEAGUE, True, "Gail has left. Please choose somebody else."),
        ],
    )
    def test_refuses_an_owner_who_cannot_answer_for_it(
        self, world: World, standing: Standing, has_left: bool, sentence: str
    ) -> None:
        world.know("U0GAIL00006", "Gail", standing=standing, has_left=has_left)
        with pytest.raises(InvalidInput) as refused:
            world.add(**{f"owner:{world.it}": "U0GAIL00006"})
        assert (str(refused.value), refused.value.field) == (sentence, f"owner:{world.it}")

    def test_refuses_a_team_that_is_not_there(self, world: World) -> None:
        with pytest.raises(InvalidInput, match=r"^This team is gone\. Please leave it empty\.$"):
            world.add(**{"owner:4711": BO})
