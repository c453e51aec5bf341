"""Still true, not mine any more, and left: who holds an entry."""

import pytest

from bot.ownership.operations.confirming import NotYours
from bot.ownership.operations.permitting import Gone
from bot.ownership.rules.entries import RECONFIRM_EVERY, Kind, Vacancy
from bot.ownership.rules.permissions import Standing
from tests.ownership.world import BO, IVAN, World


class TestConfirm:
    def test_counts_180_days_anew(self, world: World) -> None:
        entry_id = world.add()
        world.clock.advance(days=190)
        entry = world.confirm(entry_id)
        assert entry.confirmed_at == world.clock()
        assert entry.due_at == world.clock() + RECONFIRM_EVERY

    def test_takes_back_what_was_given_up(self, world: World) -> None:
        entry_id = world.add()
        world.give_up(entry_id)
        assert world.confirm(entry_id).standing is Standing.HELD
        assert world.get(entry_id).vacancy is None

    @pytest.mark.parametrize("by", [BO, "USOMEBODY"])
    def test_is_for_the_accountable_person_only(self, world: World, by: str) -> None:
        with pytest.raises(NotYours) as refused:
            world.confirm(world.add(), by=by)
        assert refused.value.entry.accountable == IVAN

    def test_of_a_service_is_for_nobody(self, world: World) -> None:
        with pytest.raises(KeyError):
            world.confirm(world.add(kind=Kind.SERVICE))

    def test_refuses_what_was_removed(self, world: World) -> None:
        entry_id = world.add()
        world.remove(entry_id, by=BO)
        with pytest.raises(Gone):
            world.confirm(entry_id)


class TestGiveUp:
    def test_leaves_it_vacant(self, world: World) -> None:
        entry_id = world.add()
        _entry, is_new = world.give_up(entry_id)
        assert is_new
        entry = world.get(entry_id)
        assert entry.standing is Standing.VACANT
        assert (entry.vacancy, entry.vacant_at) == (Vacancy.GIVEN_UP, world.clock())
        assert (entry.accountable, entry.due_at) == (IVAN, None)

    def test_is_no_news_the_second_time(self, world: World) -> None:
        entry_id = world.add()
        world.give_up(entry_id)
        since = world.clock()
        world.clock.advance(hours=1)
        entry, is_new = world.give_up(entry_id)
        assert (is_new, entry.vacant_at) == (False, since)

    def test_is_for_the_accountable_person_only(self, world: World) -> None:
        with pytest.raises(NotYours):
            world.give_up(world.add(), by=BO)
