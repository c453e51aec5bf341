"""Six weeks of two initiatives: everything that anybody is told, and nothing else."""

from pathlib import Path

import pytest

from sandbox.model import Message
from tests.checkins import scenes
from tests.meetings import scenes as meetings
from tests.roadmap import scenes as roadmap
from tests.story import Story

PEOPLE = ("Maya", "Ana", "Bo", "Ivan", "Sofia")
CHANNELS = ("#general", "#marketing", "#it", "#leads")
TOLD = Path(__file__).parent / "six_weeks.txt"
SLIPS = "2026-12-18"
DONE_BY = "When do you expect it to be done?"
AT_RISK = {
    "How does it go?": "At risk",
    "Why?": "The supplier is late",
    "What happens next?": "We test with the old data",
    DONE_BY: SLIPS,
}


class Diary:
    """Writes down when whom the bot has told what."""

    def __init__(self, story: Story) -> None:
        self.story = story
        self.lines: list[str] = []
        self._read: dict[str, int] = {}

    def until(self, day: int, hour: int, *, month: int) -> None:
        """Let time pass until a moment in UTC, an hour at a time while anybody works."""
        now = self.story.clock()
        year = now.year + (month < now.month)
        end = now.replace(year=year, month=month, day=day, hour=hour, minute=0, second=0)
        while self.story.clock() < end:
            is_day = 6 <= self.story.clock().hour < 20
            self.story.pass_time(hours=1 if is_day else 11)
            self.write()

    def write(self) -> None:
        """Write down what is new."""
        for name in PEOPLE:
            self._note(name, self.story.slack.person(name).dm())
        for channel in CHANNELS:
            self._note(channel, self.story.slack.channel(channel).messages)

    def _note(self, where: str, messages: list[Message]) -> None:
        for message in messages[self._read.get(where, 0) :]:
            said = message.plain.replace("\n", "\n    ")
            buttons = f"\n    [{' | '.join(message.buttons)}]" if message.buttons else ""
            self.lines.append(f"{self.story.clock():%a %d %b %H:%M} {where}\n    {said}{buttons}")
        self._read[where] = len(messages)


def check_in(story: Story, day: dict[str, dict[str, str]]) -> None:
    """Let these people say how theirs goes, without looking for the message that asked."""
    for name, answers in day.items():
        person = story.slack.person(name)
        person.command("/roadmap", "checkin", channel="#general")
        scenes.fill(story, person, **answers)
        person.close_modal()


class TestSixWeeks:
    @pytest.mark.sqlite_first
    def test_are_told_so(self, story: Story) -> None:
        story.set_up()
        story.sync()
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        diary = Diary(story)
        maya.command("/roadmap", "digest setup", channel="#marketing")
        maya.submit({})
        maya.close_modal()
        meetings.set_up(story)
        roadmap.add(story, Channel="#it")
        newsletter = {"Owner in Marketing": "Ana", "Owner in IT": "Ivan"}
        roadmap.add(story, title="Newsletter", **newsletter, **{"Target date": "2027-01-15"})

        diary.until(24, 19, month=11)
        check_in(story, {"Maya": {}, "Bo": AT_RISK, "Ana": {DONE_BY: "2027-01-15"}})
        diary.until(25, 12, month=11)
        maya.click("Log decision", message=roadmap.posted(story)[-1])
        maya.submit({"What was decided?": "We test with the old data"})
        story.settle()

        diary.until(1, 8, month=12)
        ivan.click("Keep them coming")
        diary.until(1, 19, month=12)
        agreed = {DONE_BY: SLIPS}
        everybody = {
            **{"Maya": agreed, "Bo": agreed},
            **{name: {DONE_BY: "2027-01-15"} for name in ("Ana", "Ivan")},
        }
        check_in(story, everybody)
        maya.command("/roadmap", "INI-1", channel="#marketing")
        maya.click("Change")
        maya.submit({"Target date": SLIPS})
        maya.close_modal()

        for day in (8, 15):
            diary.until(day, 19, month=12)
            check_in(story, everybody)
        diary.until(17, 12, month=12)
        roadmap.move(story, maya, "Done", roadmap.posted(story)[-1])
        for day in (22, 29):
            diary.until(day, 19, month=12)
            check_in(story, {name: everybody[name] for name in ("Ana", "Ivan")})
        diary.until(4, 12, month=1)
        assert "\n".join(diary.lines).splitlines() == TOLD.read_text().splitlines()
