"""Messages with files: uploaded first, shown once, and never the reason that words are lost."""

from typing import Any

import pytest

from bot.outbox import File
from bot.outbox.models import OutboxFile
from bot.outbox.rules.states import State
from bot.slack import block_kit
from sandbox import Message
from tests.outbox.outbox import Outbox
from tests.story import Story

CHART = File("chart.png", b"\x89PNG\r\n\x1a\n and more")
ALL = File("all.csv", b"name\nESC-1\n")
BLOCKS = [
    block_kit.picture("chart.png", alt="Two columns"),
    block_kit.section(f"See {block_kit.file_link('all.csv')}."),
]
UPLOADS = ("files.getUploadURLExternal", "files.completeUploadExternal")
REPORT: dict[str, Any] = {"text": "The report", "blocks": BLOCKS, "files": [CHART, ALL]}


def files(owed: Outbox) -> list[OutboxFile]:
    with owed.transaction() as session:
        return list(session.query(OutboxFile).order_by(OutboxFile.name))


def only(story: Story) -> Message:
    (message,) = story.slack.channel("#it").messages
    return message


class TestTurnWithFiles:
    def test_shows_them_in_the_message(self, story: Story, owed: Outbox) -> None:
        owed.post("report", **REPORT)
        story.settle()
        picture, section = only(story).blocks
        chart = story.slack.workspace.files.get(picture["slack_file"]["id"])
        assert (chart.content, chart.title) == (CHART.content, "chart.png")
        (shown,) = only(story).files
        assert section["text"]["text"] == f"See <{shown['permalink']}|all.csv>."
        assert story.slack.workspace.files.get(shown["id"]).content == ALL.content
        (call,) = story.slack.journal.of("chat.postMessage")
        assert call.arguments["unfurl_links"]  # else the file that is linked to is not shown

    def test_keeps_no_content_that_slack_has(self, story: Story, owed: Outbox) -> None:
        owed.post("report", **REPORT)
        owed.post("report", **REPORT)
        assert [file.content for file in files(owed)] == [ALL.content, CHART.content]
        story.settle()
        assert [file.content for file in files(owed)] == [None, None]
        assert all(file.uploaded for file in files(owed))

    def test_shows_them_no_more_when_it_reads_differently(self, story: Story, owed: Outbox) -> None:
        owed.post("report", **REPORT)
        story.settle()
        owed.update("report", "It is out of date", [block_kit.section("It is out of date")])
        story.settle()
        assert only(story).plain == "It is out of date"

    @pytest.mark.parametrize("call", UPLOADS)
    @pytest.mark.parametrize(
        "trouble",
        [
            {"error": "ratelimited", "retry_after": 20},
            {"status": 503},
            {"error": "fatal_error"},
            {"lost": True},
            {"cut": True},
            {"html": True},
        ],
    )
    def test_tries_again_until_slack_has_them(
        self, story: Story, owed: Outbox, call: str, trouble: dict[str, Any]
    ) -> None:
        story.slack.fail_next(call, **trouble)
        owed.post("report", **REPORT)
        story.settle()
        assert owed.states() == [State.SENT]
        assert [block["type"] for block in only(story).blocks] == ["image", "section"]

    @pytest.mark.expected_errors("message 1 is pending: ")
    @pytest.mark.parametrize("call", UPLOADS)
    @pytest.mark.parametrize("error", ["missing_scope", "storage_limit_reached"])
    def test_sends_the_words_where_slack_takes_no_files(
        self, story: Story, owed: Outbox, call: str, error: str
    ) -> None:
        story.slack.fail_next(call, error=error, times=2)
        owed.post("report", **REPORT)
        story.settle()
        assert only(story).plain.splitlines() == [
            "The report",
            "all.csv is missing: Slack did not take it.",
            "chart.png is missing: Slack did not take it.",
        ]

    def test_waits_while_slack_looks_through_a_picture(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", error="invalid_blocks", times=3)
        owed.post("report", **REPORT)
        story.settle()
        assert [block["type"] for block in only(story).blocks] == ["image", "section"]
        assert len(story.slack.journal.of(UPLOADS[1])) == 2

    @pytest.mark.expected_errors("is pending: invalid_blocks")
    def test_links_to_them_when_slack_will_not_show_them(self, story: Story, owed: Outbox) -> None:
        no_picture = [block_kit.picture("all.csv", alt="A table")]
        owed.post("report", text="The report", blocks=no_picture, files=[ALL])
        story.settle()
        assert only(story).plain.splitlines() == ["The report", "all.csv"]
        assert len(only(story).files) == 1

    def test_posts_once_when_the_answer_to_the_post_is_lost(
        self, story: Story, owed: Outbox
    ) -> None:
        owed.post("report", **REPORT)
        story.send()
        story.slack.fail_next("chat.postMessage", lost=True)
        story.settle()
        for _look in range(3):
            story.pass_time(minutes=1)
            story.look()
        assert only(story).blocks
        assert owed.states() == [State.SENT]
        assert len(story.slack.journal.of("chat.postMessage")) == 1

    def test_uploads_again_what_a_killed_process_was_at(self, story: Story, owed: Outbox) -> None:
        """What it uploaded is in no message, and so nobody sees it."""
        owed.post("report", **REPORT)
        assert owed.take() == ["report"]
        for _lease in range(3):
            story.pass_time(minutes=1)
            story.look()
        story.settle()
        assert [block["type"] for block in only(story).blocks] == ["image", "section"]
