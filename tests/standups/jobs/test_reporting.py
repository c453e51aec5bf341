"""A lead reads how a stand-up goes, and has it sent; nobody else does."""

import json

from bot import spreadsheet
from bot.export import EXPORTED
from tests.standups import scenes
from tests.story import Story


def text(story: Story, who: str) -> str:
    reply = story.slack.person(who).command("/standup", "report", channel="#marketing")
    assert isinstance(reply.body, dict)
    return str(reply.body["text"])


class TestReport:
    def test_is_for_leads(self, asked: Story) -> None:
        assert text(asked, "Ana") == (
            "The leads of your teams set stand-ups up, and see how they go: <@U0MAYA00001> and "
            "<@U0IVAN00003>."
        )
        assert text(asked, "Maya") == "*Weekly stand-up*: no round has ended yet."

    def test_says_how_many_answered(self, asked: Story) -> None:
        scenes.answer(asked, done="A page")
        scenes.days(asked, 2)
        assert text(asked, "Sofia") == ("*Weekly stand-up*: 50% answered in the last round.")

    def test_is_sent_once_with_its_picture_and_tables(self, asked: Story) -> None:
        scenes.answer(asked, done="A page")
        scenes.days(asked, 2)
        maya = asked.slack.person("Maya")
        text(asked, "Maya")
        for _time in range(2):
            maya.click("Send me this")
        asked.settle()
        sent = [each for each in maya.dm() if "opens in a spreadsheet" in each.plain]
        assert len(sent) == 1
        files = {each.name: each.content for each in asked.slack.workspace.files.all()}
        rows = spreadsheet.read(files["stand-up.csv"].decode())
        assert rows == [
            [
                *("stand-up", "day", "asked", "answered", "away", "median minutes"),
                *("closed at", "not held because"),
            ],
            ["Weekly stand-up", "2026-11-23", "2", "1", "0", "", rows[1][6], ""],
        ]
        (row,) = json.loads(files["stand-up.json"])
        assert [spreadsheet.cell(each) for each in row.values()] == rows[1]
        assert (row["asked"], row["median minutes"]) == (2, None)
        assert files["stand-up.png"].startswith(b"\x89PNG")

    def test_is_exported_too(self, asked: Story) -> None:
        scenes.answer(asked, done="A page")
        scenes.days(asked, 2)
        exported = EXPORTED["standups"]
        with asked.transaction() as session:
            (round_,) = exported.read(session, asked.workspace.id, 0, 500)
            assert exported.row(round_)[:5] == ["Weekly stand-up", "2026-11-23", "2", "1", "0"]
