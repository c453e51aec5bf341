"""The thread in which messages go to Slack: it starts, is woken, survives trouble, and ends."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from bot import parts
from bot.outbox.jobs.courier import Courier
from bot.outbox.rules.states import State
from bot.scheduling import Ticks
from tests.outage import database_away
from tests.outbox.outbox import Outbox
from tests.outbox.sending import texts
from tests.story import Story
from tests.wait import until

NAMES = {"outbox.send", "outbox.look", "outbox.probe", "people.read", "wins.read"}


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


@pytest.fixture
def courier(story: Story, ticks: Ticks) -> Iterator[Courier]:
    courier = parts.courier(story.settings, story.web_api, story.transaction, story.clock, ticks)
    yield courier
    courier.stop(timedelta(seconds=10))


class TestStart:
    def test_sends_what_is_there(self, story: Story, owed: Outbox, courier: Courier) -> None:
        owed.post()
        courier.start()
        until(lambda: owed.states() == [State.SENT])
        assert texts(story) == ["The words of card"]

    def test_is_expected_to_tick(self, courier: Courier, ticks: Ticks) -> None:
        courier.start()
        assert set(ticks.ages()) == NAMES
        until(lambda: all(age < 5 for age in ticks.ages().values()))

    def test_looks_and_probes_too(self, story: Story, owed: Outbox, courier: Courier) -> None:
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post("lost")
        story.send()
        story.slack.revoke()
        owed.post("later", "C0GENERAL01")
        story.send()
        assert owed.lane().stopped_at
        story.slack.restore()
        story.clock.advance(minutes=5)
        courier.start()
        until(lambda: owed.states() == [State.SENT] * 2)
        assert len(texts(story)) == 1


class TestWake:
    def test_lets_it_look_at_once(self, story: Story, owed: Outbox, courier: Courier) -> None:
        courier.start()
        for number in range(3):
            owed.post(f"{number}", f"C{number}")
            courier.wake()
        until(lambda: owed.states() == [State.PARKED] * 3)

    def test_says_nothing_to_one_that_does_not_run(self, courier: Courier) -> None:
        courier.wake()
        courier.start()
        courier.stop(timedelta(seconds=10))
        courier.wake()


class TestStop:
    def test_settles_what_is_under_way(self, story: Story, owed: Outbox, courier: Courier) -> None:
        story.slack.fail_next("chat.postMessage", hang=0.3)
        owed.post()
        courier.start()
        until(lambda: owed.states() == [State.SENDING])
        courier.stop(timedelta(seconds=10))
        assert owed.states() == [State.SENT]

    def test_needs_no_start(self, courier: Courier) -> None:
        courier.stop(timedelta())


class TestTrouble:
    def test_goes_on_when_the_database_is_back(
        self, story: Story, owed: Outbox, courier: Courier, caplog: pytest.LogCaptureFixture
    ) -> None:
        owed.post()
        with database_away(story.engine):
            courier.start()
            until(lambda: "tick outbox.send: database unavailable" in caplog.text)
        until(lambda: owed.states() == [State.SENT])
