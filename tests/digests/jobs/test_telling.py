"""Each digest goes out once an audience and period, whatever clocks and processes do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from bot.db import Transaction
from bot.digests import jobs
from bot.digests.rules import ROADMAP
from bot.roadmap.rules import Stage, Status
from tests.clock import MovedClock
from tests.digests import world as worlds
from tests.digests.world import MAYA, SOFIA, World


def weeks(world: World) -> list[str]:
    """Return the weeks of which the channel was told."""
    return [each.period for each in world.digests() if each.audience == ROADMAP]


class TestTell:
    def test_tells_each_week_once(self, world: World) -> None:
        world.set_up()
        world.pass_time(days=22)
        assert weeks(world) == ["2026-W48", "2026-W49", "2026-W50", "2026-W51"]
        assert len(world.told()) == 4

    def test_tells_nobody_until_somebody_chooses_a_channel(self, world: World) -> None:
        world.pass_time(days=8)
        world.set_up(None)
        world.pass_time(days=8)
        assert weeks(world) == []
        assert world.due_at() is None

    @pytest.mark.parametrize(
        ("zone", "began", "due"),
        [
            ("Europe/Berlin", datetime(2026, 10, 16, tzinfo=UTC), "08:00 09:00 09:00"),
            ("America/New_York", datetime(2026, 10, 23, tzinfo=UTC), "14:00 15:00 15:00"),
            ("Europe/Berlin", datetime(2027, 3, 19, tzinfo=UTC), "09:00 08:00 08:00"),
        ],
    )
    def test_keeps_to_the_clocks_of_its_zone(
        self, transaction: Transaction, zone: str, began: datetime, due: str
    ) -> None:
        """Over the changes of clocks, on a Sunday each, it is at ten there."""
        world = worlds.build(transaction, MovedClock(began))
        world.set_up(zone=zone)
        found = []
        for _week in range(3):
            due_at = world.due_at()
            assert due_at
            found.append(f"{due_at:%H:%M}")
            world.clock.advance(seconds=(due_at - world.clock()).total_seconds())
            world.tick()
            world.tick()
        assert " ".join(found) == due
        assert len(world.told()) == 3

    def test_tells_only_the_newest_after_an_outage(self, world: World) -> None:
        world.set_up()
        world.pass_time(days=1)
        initiative_id = world.add()
        world.clock.advance(days=24)
        world.say(initiative_id, world.it, Status.AT_RISK)
        for _time in range(3):
            world.tick()
        assert weeks(world) == ["2026-W48", "2026-W51"]
        assert world.told()[-1].startswith("1 initiative, 1 at risk; 1 changed since Mon 23 Nov")
        assert f"{world.due_at():%d %b}" == "21 Dec"

    def test_tells_nothing_twice_if_the_clock_is_set_back(self, world: World) -> None:
        world.set_up()
        world.pass_time(days=7, hours=2)
        told = world.told()
        back = MovedClock(world.clock() - timedelta(days=1))
        for _hour in range(30):
            jobs.tell(transaction=world.transaction, now=back())
            jobs.tell_sponsors(transaction=world.transaction, now=back())
            back.advance(hours=1)
        assert world.told() == told
        assert weeks(world) == ["2026-W48", "2026-W49"]

    def test_tells_a_week_once_if_another_day_is_chosen_in_it(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=2)
        world.set_up(day=2)
        world.pass_time(days=6)
        assert weeks(world) == ["2026-W48"]
        world.pass_time(days=4)
        assert weeks(world) == ["2026-W48", "2026-W49"]

    def test_tells_once_however_many_workers_there_are(self, world: World) -> None:
        world.set_up()
        for title in ("Web shop", "Newsletter"):
            world.add(title=title)
        world.clock.advance(hours=1)

        def work(_worker: int) -> None:
            jobs.tell(transaction=world.transaction, now=world.clock())

        with ThreadPoolExecutor(2) as workers:
            list(workers.map(work, range(2)))
        assert len(world.told()) == 1
        assert weeks(world) == ["2026-W48"]

    def test_leaves_nothing_out_that_changes_while_it_is_drawn(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        initiative_id = world.add()
        world.set_up()
        world.pass_time(days=7)
        draw = jobs.draw

        def meanwhile(facts: object) -> object:
            monkeypatch.setattr(jobs, "draw", draw)
            world.move(initiative_id, Stage.ACTIVE, Stage.PAUSED)
            return draw(facts)  # type: ignore[arg-type] (of whatever comes)

        world.add(title="Newsletter")
        monkeypatch.setattr(jobs, "draw", meanwhile)
        world.pass_time(days=14)
        *_before, then, later = world.told()
        assert "New: INI-2 Newsletter" in then
        assert "paused" not in then
        assert "Other stages: INI-1 Web shop: from active to paused" in later

    def test_goes_on_if_one_company_fails(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.set_up()
        read = jobs.read_facts

        def fail(*_args: object, **_more: object) -> object:
            raise RuntimeError("no room")

        monkeypatch.setattr(jobs, "read_facts", fail)
        world.clock.advance(hours=1)
        with pytest.raises(ExceptionGroup, match="some digests failed"):
            world.tick()
        monkeypatch.setattr(jobs, "read_facts", read)
        world.tick()
        assert weeks(world) == ["2026-W48"]


class TestTellSponsors:
    def test_tells_each_on_the_first_working_day_of_a_month(self, world: World) -> None:
        world.add()
        world.pass_time(days=50)
        assert [each.audience for each in world.digests()] == [f"sponsor:{SOFIA}"] * 2
        assert [f"{each.compiled_at:%a %d %b %H:%M}" for each in world.digests()] == [
            "Tue 01 Dec 09:00",
            "Fri 01 Jan 09:00",
        ]
        assert [user_id for user_id, _text in world.nudged()] == [SOFIA, SOFIA]

    def test_tells_nothing_of_an_empty_roadmap(self, world: World) -> None:
        world.pass_time(days=10)
        assert world.digests() == []

    def test_tells_the_month_that_it_is_after_an_outage(self, world: World) -> None:
        world.add()
        world.tick()
        world.clock.advance(days=70)
        for _time in range(2):
            world.tick()
        assert [each.period for each in world.digests()] == ["2027-02"]

    def test_tells_once_however_many_workers_there_are(self, world: World) -> None:
        world.add()
        world.tick()
        world.clock.advance(days=9)

        def work(_worker: int) -> None:
            jobs.tell_sponsors(transaction=world.transaction, now=world.clock())

        with ThreadPoolExecutor(2) as workers:
            list(workers.map(work, range(2)))
        assert len(world.nudged()) == len(world.digests()) == 1

    def test_asks_of_them_what_has_reached_them(self, world: World) -> None:
        silent = world.add(title="Newsletter")
        world.fall_silent(silent, world.it)
        world.pass_time(days=10)
        ((_user_id, text),) = world.nudged()
        assert text == (
            "The roadmap this month: 0 of 1 at risk or off track. 1 open initiative; 1 without an "
            "answer; 1 silent owner. Asked of you: 1."
        )
        assert MAYA not in text
