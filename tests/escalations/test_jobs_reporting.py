"""Reports that people asked for: what they have, and that each is sent once; both databases."""

import csv
import io
from datetime import timedelta

import pytest

from bot.escalations import jobs
from bot.escalations.blocks import table
from bot.escalations.jobs import reporting
from bot.escalations.models import Report
from sandbox import Message, Person
from tests.escalations import scenes
from tests.story import Story

WEEKS = (
    "Columns, one for each week that begins on: 7 Sep: 0 raised, 0 answered; "
    "14 Sep: 0 raised, 0 answered; 21 Sep: 0 raised, 0 answered; 28 Sep: 0 raised, 0 answered; "
    "5 Oct: 0 raised, 0 answered; 12 Oct: 0 raised, 0 answered; 19 Oct: 0 raised, 0 answered; "
    "26 Oct: 0 raised, 0 answered; 2 Nov: 0 raised, 0 answered; 9 Nov: 0 raised, 0 answered; "
    "16 Nov: 0 raised, 0 answered; 23 Nov: 2 raised, 1 answered."
)


@pytest.fixture
def story(story: Story) -> Story:
    """Two escalations, of which one is answered and accepted."""
    story.set_up()
    scenes.raise_one(story)
    scenes.answer(story)
    story.slack.person("Maya").click("Accept")
    story.settle()
    scenes.raise_one(story, stuck="Another thing", by="Ivan")
    return story


def ask(story: Story, name: str = "Ana") -> Person:
    """Somebody presses the button below the statistics."""
    person = story.slack.person(name)
    person.command("/escalate", "stats", channel="#general")
    person.click("Send me this")
    return person


def reports(person: Person) -> list[Message]:
    return [each for each in person.dm() if each.text.startswith("Escalations of the last")]


def content(story: Story, file_id: str) -> bytes:
    return story.slack.workspace.files.get(file_id).content or b""


def rows(story: Story, person: Person) -> list[dict[str, str]]:
    """Return the rows of the table that somebody was sent."""
    (report,) = reports(person)
    (file,) = report.files
    assert file["name"] == "escalations.csv"
    text = content(story, file["id"]).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, "")))


class TestSendReports:
    @pytest.mark.sqlite_first
    def test_sends_what_it_promises(self, story: Story) -> None:
        ana = ask(story)
        assert ana.modal
        assert ana.modal.plain.startswith("On its way: in a few seconds you have the picture")
        story.settle()
        (report,) = reports(ana)
        assert report.text == "Escalations of the last 12 weeks: 2 raised, 1 answered."
        header, said, picture, link = report.blocks
        assert header["text"]["text"] == "Escalations of the last 12 weeks"
        assert said["text"]["text"].splitlines()[0] == (
            "2 raised, 1 answered and accepted, 0 withdrawn, 1 not finished."
        )
        assert picture["alt_text"] == WEEKS
        assert content(story, picture["slack_file"]["id"]).startswith(b"\x89PNG")
        assert "|escalations.csv> in a spreadsheet" in link["text"]["text"]

    @pytest.mark.sqlite_first
    def test_has_a_row_for_each(self, story: Story) -> None:
        ana = ask(story)
        story.settle()
        found = rows(story, ana)
        assert [row["stuck"] for row in found] == [scenes.STUCK, "Another thing"]
        assert list(found[0]) == list(table.COLUMNS)

    def test_has_no_row_for_a_private_one(self, story: Story) -> None:
        maya = story.slack.person("Maya")
        maya.command("/escalate", "Unspeakable", channel="#marketing")
        maya.click(scenes.MORE)
        maya.submit({"ask": "Help", "Private": ["Only the people on its ladder see it"]})
        story.settle()
        ask(story, "Maya")
        story.settle()
        assert len(rows(story, maya)) == 2
        (report,) = reports(maya)
        assert report.plain.splitlines()[1].startswith("3 raised")

    @pytest.mark.sqlite_first
    def test_has_what_was_raised_in_the_last_weeks(self, story: Story) -> None:
        story.clock.advance(weeks=12)
        scenes.raise_one(story, stuck="A new thing")
        ana = ask(story)
        story.settle()
        assert [row["stuck"] for row in rows(story, ana)] == ["A new thing"]

    @pytest.mark.sqlite_first
    def test_reads_page_by_page(self, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(reporting, "AT_ONCE", 1)
        ana = ask(story)
        story.settle()
        assert [row["name"] for row in rows(story, ana)] == ["ESC-1", "ESC-2"]

    def test_sends_one_to_somebody_who_asks_twice(self, story: Story) -> None:
        ask(story)
        ana = ask(story)
        story.settle()
        assert len(reports(ana)) == 1
        ask(story)
        story.settle()
        assert len(reports(ana)) == 2

    @pytest.mark.sqlite_first
    def test_sends_one_to_each_who_asks(self, story: Story) -> None:
        people = [ask(story, name) for name in ("Ana", "Bo", "Sofia")]
        for _report in people:
            jobs.send_reports(transaction=story.transaction, now=story.clock())
        story.settle()
        assert [len(reports(person)) for person in people] == [1, 1, 1]

    def test_sends_once_when_two_processes_make_it(
        self, story: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The other one has sent it while this one was drawing."""
        ana = ask(story)
        drawn = reporting.blocks.picture

        def draw_late(*args: object) -> bytes:
            monkeypatch.undo()
            jobs.send_reports(transaction=story.transaction, now=story.clock())
            return drawn(*args)  # type: ignore[arg-type]  # what it is given

        monkeypatch.setattr(reporting.blocks, "picture", draw_late)
        jobs.send_reports(transaction=story.transaction, now=story.clock())
        story.settle()
        assert len(reports(ana)) == 1

    def test_makes_it_again_after_a_crash(
        self, story: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        ana = ask(story)

        def crash(*_args: object) -> bytes:
            raise MemoryError

        monkeypatch.setattr(reporting.blocks, "picture", crash)
        with pytest.raises(MemoryError):
            jobs.send_reports(transaction=story.transaction, now=story.clock())
        monkeypatch.undo()
        story.pass_time(seconds=2)
        assert len(reports(ana)) == 1

    @pytest.mark.sqlite_first
    def test_says_when_there_may_be_more(self, story: Story) -> None:
        now = story.clock()
        assert jobs.send_reports(transaction=story.transaction, now=now) is None
        ask(story)
        assert jobs.send_reports(transaction=story.transaction, now=now) == now

    def test_remembers_who_asked_and_when(self, story: Story) -> None:
        ana = ask(story)
        asked_at = story.clock()
        story.pass_time(seconds=2)
        with story.transaction() as session:
            (report,) = session.query(Report)
        assert (report.asked_by, report.asked_at) == (ana.id, asked_at)
        assert report.sent_at
        assert report.sent_at >= asked_at + timedelta(seconds=2)
