"""Who is told of what, and what nobody needs to be told any more: it is night where Bo is."""

import pytest

from tests.decisions import scenes
from tests.story import Story


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    sqlite_story.set_up()
    sqlite_story.sync()
    return sqlite_story


def told_in_the_morning(story: Story, who: str = "Bo") -> str:
    story.pass_time(hours=8)
    return "\n".join(scenes.told(story, who))


class TestNudge:
    def test_asks_who_has_not_decided_in_the_morning(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        assert "asks you to approve DEC-1" not in "\n".join(scenes.told(story, "Bo"))
        assert "asks you to approve DEC-1" in told_in_the_morning(story)

    def test_asks_nobody_who_has_approved_meanwhile(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        scenes.press(story, "Bo", "Approve")
        assert "asks you to approve" not in told_in_the_morning(story)

    def test_asks_nobody_who_was_taken_out_meanwhile(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        scenes.choose(story, "Maya", "Change who takes part", approvers=["Ivan"])
        assert "asks you to approve" not in told_in_the_morning(story)

    def test_asks_no_stand_in_once_it_is_decided(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Ivan", "Let somebody else decide", to="Bo", until="2026-11-27 18:00")
        scenes.press(story, "Ivan", "Approve")
        assert "asks you to decide" not in told_in_the_morning(story)

    def test_asks_no_stand_in_when_somebody_else_is(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        for to in ("Bo", "Ana"):
            scenes.choose(
                story, "Ivan", "Let somebody else decide", to=to, until="2026-11-27 18:00"
            )
        assert "asks you to decide" in told_in_the_morning(story, "Ana")
        assert "asks you to decide" not in told_in_the_morning(story)

    def test_asks_nobody_to_acknowledge_what_holds_no_more(self, story: Story) -> None:
        scenes.record(story, more=True, informed=["Bo"])
        scenes.choose(story, "Maya", "Supersede it", title="We stay", informed=[])
        assert "DEC-1 concerns you" not in told_in_the_morning(story)

    def test_tells_a_driver_every_question(self, story: Story) -> None:
        scenes.record(story, by="Bo", approvers=["Ivan"])
        for question in ("Who pays?", "Since when?"):
            scenes.press(story, "Ivan", "Ask", question=question)
        told = told_in_the_morning(story)
        assert "Who pays?" in told
        assert "Since when?" in told
