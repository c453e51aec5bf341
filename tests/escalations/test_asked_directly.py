"""Who is asked about an escalation outside its channel, and when; it is Monday, 09:00 UTC."""

import pytest

from bot.hours import operations as hours
from bot.people import operations as people
from bot.people.operations import Profile
from bot.people.rules import Standing
from sandbox import Person
from tests.escalations import scenes
from tests.story import Story

ZONES = {
    "Maya": "Europe/London",
    "Ana": "America/Sao_Paulo",
    "Ivan": "Europe/Berlin",
    "Bo": "America/Los_Angeles",
    "Sofia": "Europe/Rome",
}
HIGH, NORMAL = "High (30 minutes)", "Normal (4 hours)"


@pytest.fixture
def told(story: Story) -> Story:
    """Everybody's zone is known."""
    story.set_up()
    profiles = [
        Profile(story.slack.person(name).id, name, zone, Standing.COLLEAGUE, is_deactivated=False)
        for name, zone in ZONES.items()
    ]
    with story.transaction() as session:
        people.record_people(session, story.workspace.id, profiles, now=story.clock())
    return story


def live_in(story: Story, who: str, zone: str) -> None:
    """Let somebody have moved."""
    person = story.slack.person(who)
    moved = Profile(person.id, who, zone, Standing.COLLEAGUE, is_deactivated=False)
    with story.transaction() as session:
        people.record_people(session, story.workspace.id, [moved], now=story.clock())


def leave(story: Story, who: str, stand_in: str) -> None:
    """Let somebody be away from today until Friday."""
    today = story.clock().date()
    with story.transaction() as session:
        hours.go_away(
            session,
            story.workspace.id,
            story.slack.person(who).id,
            (today, today.replace(day=27)),
            stand_in_id=story.slack.person(stand_in).id,
            now=story.clock(),
        )


def asked(person: Person) -> list[str]:
    return [message.plain.partition("\n")[0] for message in person.dm()]


class TestUrgency:
    """Sofia, in Rome, is asked when Ivan has had his time: his day in Berlin ends at 16 UTC."""

    def test_high_asks_at_once_at_any_time(self, told: Story) -> None:
        live_in(told, "Ivan", "America/Los_Angeles")
        told.clock.advance(hours=11)  # 21:00 in Rome, noon for Ivan
        scenes.raise_one(told, urgency=HIGH)
        told.pass_time(minutes=31)
        assert asked(told.slack.person("Sofia"))[-1].endswith("please decide who takes it.")

    def test_normal_waits_for_the_persons_working_time(self, told: Story) -> None:
        live_in(told, "Ivan", "America/Los_Angeles")
        told.clock.advance(hours=8)
        scenes.raise_one(told, urgency=NORMAL)
        told.pass_time(hours=4, minutes=1)  # 22:01 in Rome
        assert "@Sofia Rossi, ESC-1 still has no answer." in scenes.thread(told)[-1]
        assert not asked(told.slack.person("Sofia"))
        told.pass_time(hours=11)  # Tuesday, 09:01
        assert asked(told.slack.person("Sofia"))[-1].endswith("please decide who takes it.")

    def test_what_somebody_took_meanwhile_is_not_asked(self, told: Story) -> None:
        live_in(told, "Ivan", "America/Los_Angeles")
        told.clock.advance(hours=8)
        scenes.raise_one(told, urgency=NORMAL)
        told.pass_time(hours=4, minutes=1)
        scenes.acknowledge(told)
        told.pass_time(hours=11)
        assert not asked(told.slack.person("Sofia"))


class TestStandIns:
    def test_are_asked_when_the_lead_is_away(self, told: Story) -> None:
        leave(told, "Ivan", stand_in="Bo")
        scenes.raise_one(told, urgency=HIGH)
        bo = told.slack.person("Bo")
        assert asked(bo) == [
            "@Ivan Kovac is away and you stand in for them, so I ask you about ESC-1."
        ]
        assert bo.dm()[-1].buttons == ["Acknowledge", "Answer", "More"]

    def test_are_asked_again_when_it_is_reopened(self, told: Story) -> None:
        scenes.raise_one(told, urgency=HIGH)
        scenes.acknowledge(told)
        scenes.answer(told)
        leave(told, "Ivan", stand_in="Bo")
        scenes.reopen(told)
        assert len(asked(told.slack.person("Bo"))) == 1

    def test_are_asked_for_the_sponsor(self, told: Story) -> None:
        leave(told, "Sofia", stand_in="Ana")
        scenes.raise_one(told, urgency=HIGH)
        told.pass_time(minutes=31)
        told.pass_time(minutes=31)
        assert asked(told.slack.person("Ana"))[-1].startswith("@Sofia Rossi is away and")

    def test_are_not_asked_by_themselves(self, told: Story) -> None:
        leave(told, "Ivan", stand_in="Maya")
        scenes.raise_one(told, urgency=HIGH)
        assert len(asked(told.slack.person("Maya"))) == 1  # her copy of the card
