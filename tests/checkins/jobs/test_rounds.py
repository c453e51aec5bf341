"""Rounds over time: away, handed over, paused, late, with the clock set back."""

from datetime import timedelta

import sqlalchemy

from bot.checkins import jobs
from bot.checkins.models import Checkin, Plan, Round
from bot.checkins.rules import State
from tests.checkins import scenes
from tests.roadmap import scenes as roadmap
from tests.story import Story

CHECK_INS = "How often are its owners asked how it goes?"


def states(story: Story) -> list[tuple[str, State]]:
    """Return who was asked in which state, oldest first."""
    with story.transaction() as session:
        rows = session.execute(
            sqlalchemy.select(Checkin.user_id, Checkin.state).order_by(Checkin.id)
        )
        return [(user_id, state) for user_id, state in rows]


def days(story: Story) -> list[str]:
    """Return the days of all rounds."""
    with story.transaction() as session:
        found = session.scalars(sqlalchemy.select(Round.held_on).order_by(Round.id))
        return [each.isoformat() for each in found]


class TestPlan:
    def test_asks_nobody_about_what_is_not_active(self, story: Story) -> None:
        story.set_up()
        story.sync()
        roadmap.add(story, Channel="#it", Stage="Planned")
        scenes.until(story, month=12, day=2, hour=18)
        assert days(story) == []

    def test_asks_who_owns_it_now(self, story: Story) -> None:
        scenes.asked(story)
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        maya.command("/roadmap", "INI-1", channel="#marketing")
        maya.click("Change")
        maya.submit({"Owner in IT": "Ivan"})
        maya.close_modal()
        scenes.until(story, day=25, hour=18)
        assert [each.plain.split(" go ")[0] for each in ivan.dm()] == ["How does INI-1 Web shop"]
        scenes.check_in(story, "Ivan").close_modal()
        assert states(story) == [(maya.id, State.ASKED), (ivan.id, State.ANSWERED)]

    def test_ends_what_is_open_when_an_initiative_is_paused(self, story: Story) -> None:
        scenes.asked(story)
        scenes.check_in(story, "Maya").close_modal()
        roadmap.move(story, story.slack.person("Maya"), "Paused", roadmap.posted(story)[-1])
        assert [state for _by, state in states(story)] == [State.ANSWERED, State.WITHDRAWN]
        scenes.until(story, month=12, day=2, hour=18)
        assert days(story) == ["2026-11-24"]
        assert "Marketing, @Maya Okafor: On track" in roadmap.posted(story)[-1].plain

    def test_follows_another_cadence(self, story: Story) -> None:
        story.set_up()
        story.sync()
        roadmap.add(story, Channel="#it", **{"Target date": "2027-12-03"})
        assert _next(story) == "2026-12-01"
        maya = story.slack.person("Maya")
        for cadence, found in (("Every week", "2026-11-24"), ("Never", None)):
            maya.command("/roadmap", "INI-1", channel="#marketing")
            maya.click("Change")
            maya.submit({CHECK_INS: cadence})
            maya.close_modal()
            story.settle()
            assert _next(story) == found


class TestBegin:
    def test_asks_once_after_weeks_of_silence_of_the_machine(self, story: Story) -> None:
        scenes.asked(story)
        story.clock.advance(days=20)
        story.settle()
        assert days(story) == ["2026-11-24", "2026-12-08"]
        assert [len(_asked(story, name)) for name in ("Maya", "Bo")] == [1, 2]
        scenes.until(story, month=12, day=15, hour=19)
        # The day before yesterday's round ended before Maya worked again.
        assert days(story) == ["2026-11-24", "2026-12-08", "2026-12-15"]
        assert [len(_asked(story, name)) for name in ("Maya", "Bo")] == [2, 3]

    def test_asks_nobody_twice_when_the_clock_is_set_back(self, story: Story) -> None:
        scenes.asked(story)
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "INI-1", channel="#marketing")
        maya.click("Change")
        maya.submit({"Name": "Web shop 2"})  # so that its days are planned anew
        maya.close_modal()
        yesterday = story.clock() - timedelta(days=1)
        for sweep in (jobs.plan, jobs.begin, jobs.ask):
            sweep(transaction=story.transaction, now=yesterday)
        assert [days(story), _next(story)] == [["2026-11-24"], "2026-12-01"]

    def test_waits_for_who_is_away(self, story: Story) -> None:
        story.set_up()
        story.sync()
        bo = story.slack.person("Bo")
        bo.command("/align", "away")
        bo.submit({"First day away": "2026-11-23", "Last day away": "2026-11-26"})
        bo.close_modal()
        roadmap.add(story, Channel="#it")
        scenes.until(story, day=26, hour=19)
        assert _asked(story, "Bo") == []
        scenes.until(story, day=27, hour=19)
        assert len(_asked(story, "Bo")) == 1


class TestAsk:
    def test_asks_once_when_two_do_it(self, story: Story) -> None:
        scenes.asked(story)
        with story.transaction() as session:
            session.execute(
                sqlalchemy.update(Checkin).values(
                    state=State.PLANNED, due_at=story.clock() - timedelta(hours=1), asked_at=None
                )
            )
        story.settle()
        assert [len(_asked(story, name)) for name in ("Maya", "Bo")] == [1, 1]


def _next(story: Story) -> str | None:
    with story.transaction() as session:
        found = session.scalars(sqlalchemy.select(Plan.next_on)).one()
        return found.isoformat() if found else None


def _asked(story: Story, name: str) -> list[str]:
    dm = story.slack.person(name).dm()
    return [each.plain for each in dm if "It takes a minute." in each.plain]
