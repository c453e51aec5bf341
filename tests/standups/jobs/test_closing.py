"""A round ends once: it is summed up, its leads hear who was silent, and who is silent is asked."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest

from bot.standups import jobs
from bot.standups.operations import answering, closing
from bot.standups.rules import Missed, Out, Skip, State
from tests.standups.world import ANA, BO, IT, IVAN, MARKETING, MAYA, World


class TestClose:
    @pytest.mark.sqlite_first
    def test_sums_up_once_and_tells_leads_who_was_silent(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=1)
        world.answer(MAYA)
        world.pass_time(days=3)
        assert world.said("standup:1:in:") == [
            "Weekly stand-up, Mon 23 Nov 2026: *1 of 2 answered*."
        ]
        assert world.said("standup:1:words:") == ["Face 001 answered"]
        told = f"Weekly stand-up, Mon 23 Nov 2026: 1 of 2 answered. No answer from <@{ANA}>."
        assert world.nudged(":leads:") == [(MAYA, told)]

    @pytest.mark.sqlite_first
    def test_goes_to_every_channel_that_was_chosen(self, world: World) -> None:
        world.set_up(channel_ids=(MARKETING.channel_id, IT.channel_id))
        world.pass_time(hours=1)
        world.answer(MAYA)
        world.pass_time(days=2)
        assert len(world.said("standup:1:in:")) == len(world.said("standup:1:words:")) == 2

    def test_says_nothing_in_a_channel_if_nobody_was_asked(self, world: World) -> None:
        for user_id in (MAYA, ANA):
            world.go_away(user_id, "2026-11-23", "2026-11-24")
        world.set_up()
        world.pass_time(days=3)
        assert world.said("standup:1:in:") == world.nudged(":leads:") == []

    @pytest.mark.sqlite_first
    def test_counts_who_is_away_apart_and_says_so_to_leads(self, world: World) -> None:
        world.go_away(ANA, "2026-11-23", "2026-11-24")
        world.set_up()
        world.pass_time(hours=1)
        world.answer(MAYA)
        world.pass_time(days=2)
        assert world.said("standup:1:in:") == [
            "Weekly stand-up, Mon 23 Nov 2026: *1 of 1 answered*, 1 away."
        ]
        told = "Weekly stand-up, Mon 23 Nov 2026: 1 of 1 answered. "
        assert world.nudged(":leads:") == [(MAYA, f"{told}Not counted (away): <@{ANA}>.")]

    def test_is_done_once_by_two_workers(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=1)
        world.answer(MAYA)
        world.clock.advance(days=3)

        def look(_worker: int) -> None:
            jobs.look(transaction=world.transaction, now=world.clock())

        with ThreadPoolExecutor(4) as workers:
            list(workers.map(look, range(4)))
        assert len(world.said("standup:1:in:")) == 1
        assert world.rounds()[0].closed_at == world.clock()

    @pytest.mark.sqlite_first
    def test_does_not_count_whom_slack_did_not_show_the_question(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        world.set_up()
        monkeypatch.setattr(World, "deliver", lambda _world: None)
        world.pass_time(days=3)
        assert {turn.out_because for turn in world.turns()} == {Out.UNDELIVERED}


class TestSilence:
    @pytest.mark.sqlite_first
    def test_is_asked_about_after_three_times_and_ends_the_questions(self, world: World) -> None:
        world.set_up()
        for week in range(6):
            world.pass_time(hours=2)
            if world.turn_of(MAYA).state is State.ASKED:
                world.answer(MAYA)
            world.pass_time(days=7, hours=-2)
            asked = world.nudged(":silent:")
            assert len(asked) == (1 if week >= 2 else 0)
        assert asked == [
            (
                ANA,
                "You have not answered *Weekly stand-up* 3 times in a row. Shall I go on asking "
                "you? If I hear nothing, I stop after the next one.",
            )
        ]
        assert world.states()[ANA] == [State.SILENT] * 4 + [State.OUT] * 2
        assert Out.PAUSED in {turn.out_because for turn in world.turns()}
        assert len(world.asked(MAYA)) == 6

    @pytest.mark.sqlite_first
    def test_begins_anew_with_an_answer(self, world: World) -> None:
        world.set_up()
        world.pass_time(days=14)
        world.pass_time(hours=2)
        world.answer(ANA)
        world.pass_time(days=16)
        assert ANA not in [user_id for user_id, _text in world.nudged(":silent:")]

    @pytest.mark.sqlite_first
    def test_goes_on_if_they_want_it(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(days=21)
        with world.transaction() as session:
            closing.go_on(session, world.workspace_id, standup_id, ANA)
        world.pass_time(days=14)
        assert world.states()[ANA] == [State.SILENT] * 5
        assert world.states()[MAYA] == [State.SILENT] * 4 + [State.OUT]

    def test_ends_at_once_if_they_want_that(self, world: World) -> None:
        standup_id = world.set_up()
        world.pass_time(days=21)
        with world.transaction() as session:
            closing.pause(session, world.workspace_id, standup_id, ANA, now=world.clock())
        world.pass_time(days=7)
        assert world.states()[ANA] == [State.SILENT] * 3 + [State.OUT]

    @pytest.mark.sqlite_first
    def test_is_no_silence_to_skip(self, world: World) -> None:
        world.set_up()
        for _week in range(5):
            world.pass_time(hours=2)
            world.move(answering.skip, world.turn_of(ANA), Skip.NOTHING_NEW)
            world.answer(MAYA)
            world.pass_time(days=7, hours=-2)
        assert world.nudged(":silent:") == []


class TestOutage:
    def test_of_six_hours_asks_once_what_is_open_still(self, world: World) -> None:
        world.set_up(open_hours=8)
        world.set_up(by=IVAN, **of_it(world), name="Short one", open_hours=4)
        world.clock.advance(hours=6)
        world.tick()
        assert world.asked(MAYA) == ["Mon 23 Nov 15:00"]
        assert len(world.said("standup:")) == 2  # Maya and Ana
        short = next(each for each in world.rounds() if each.missed_because)
        assert short.missed_because is Missed.DOWN
        told = (
            "Short one, Mon 23 Nov 2026 was not held: I was not running until it would have "
            "closed. Type `/standup list` and press Ask now if you need it."
        )
        assert world.nudged(":missed:") == [(IVAN, told), (BO, told)]

    def test_after_it_was_prepared_is_a_round_that_was_missed(self, world: World) -> None:
        world.set_up(open_hours=4)
        world.clock.advance(minutes=10)
        world.tick()
        world.clock.advance(hours=6)
        world.tick()
        assert [each.missed_because for each in world.rounds()] == [Missed.DOWN]
        assert world.asked(MAYA) == []
        assert [user_id for user_id, _text in world.nudged(":missed:")] == [MAYA]

    def test_of_a_month_writes_down_each_day_that_was_missed(self, world: World) -> None:
        world.set_up(days=(0, 1, 2, 3, 4), open_hours=8)
        world.pass_time(hours=1)
        world.clock.advance(days=28)
        world.tick()
        missed = [each.held_on for each in world.rounds() if each.missed_because]
        assert len(missed) == 19
        assert missed[0] == date(2026, 11, 24)
        assert len(world.asked(MAYA)) == 2  # on the first day, and today


def of_it(world: World) -> dict[str, object]:
    """Return what makes a stand-up IT's."""
    with world.transaction() as session:
        from_teams = jobs.standups.list_standups(session, world.workspace_id, limit=1)
        marketing = from_teams[0].links[0].team_id
    return {"team_ids": (marketing + 1,), "channel_ids": (IT.channel_id,)}
