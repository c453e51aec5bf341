"""Whatever people type, nobody is called whom they did not choose, in no message and no form."""

import re
from typing import Any

import pytest

from tests.escalations import scenes
from tests.story import Story

BO = "U0BO0000004"
"""Whom nobody in these stories chooses."""

HOSTILE = {
    "everybody": "<!channel> <!here> <!everyone> @channel",
    "a person": f"<@{BO}> <@{BO}|ivan> @bo",
    "a group": "<!subteam^S0123456> <#C0IT0000003|it>",
    "a link": "https://evil.example <https://evil.example|Click me> <mailto:a@b.example|me>",
    "escaped already": "&lt;!channel&gt; &amp;lt;@U1&amp;gt;",
    "a date": "<!date^0^{date}|now>",
    "markup": "*bold* _it_ ~no~ `code` ```block``` > quote",
    "emoji": "\U0001f600 :tada: \U0001f468\u200d\U0001f469\u200d\U0001f467",
    "right to left": "\u0627\u0644\u062a\u0635\u062f\u064a\u0631 \u05d1\u05d3\u05d9\u05e7\u05d4",
    "turned around": "\u202eevil\u202c \u2066in\u2069 \u2069out",
    "lines": "one\ntwo\r\nthree",
}
MARKUP = re.compile(r"<([^<>]*)>")
OURS = re.compile(r"@U0(MAYA00001|IVAN00003|SOFIA0005)|#C0\w+|!date\^\d{10}\^.*")
"""What the bot itself means to be live: those who are asked or act, channels, and times."""


def mrkdwn(part: Any) -> list[str]:
    """Return the text of every mrkdwn object in `part`; each must be verbatim."""
    if isinstance(part, list):
        return [text for each in part for text in mrkdwn(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "mrkdwn":
        assert part.get("verbatim") is True
        return [part["text"]]
    return [text for each in part.values() for text in mrkdwn(each)]


def assert_nobody_is_called(story: Story) -> None:
    """Look at every word of every call that Slack accepted, and refuse what Slack refused."""
    assert [
        refusal.error for refusal in story.slack.refused if refusal.error != "ratelimited"
    ] == []
    for call in story.slack.journal:
        texts = [call.arguments.get("text", ""), *mrkdwn(call.arguments)]
        for text in texts:
            live = [found for found in MARKUP.findall(text) if not OURS.fullmatch(found)]
            assert live == [], f"{call.method}: {text}"
        if call.method.startswith("chat."):
            assert call.arguments.get("link_names") is None
            assert call.arguments.get("parse") is None


def walk(story: Story, words: str) -> None:
    """Say `words` wherever something can be said."""
    scenes.raise_one(story, stuck=words, ask=words)
    story.pass_time(minutes=31)
    scenes.answer(story, words)
    scenes.reopen(story, words)
    scenes.acknowledge(story)
    scenes.answer(story, words)
    story.slack.person("Maya").click("Accept")
    story.settle()


class TestWalk:
    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_calls_nobody_and_shows_what_was_typed(self, sqlite_story: Story, words: str) -> None:
        story = sqlite_story
        story.set_up()
        walk(story, words)
        assert_nobody_is_called(story)
        shown = [
            block["text"]["text"]
            for block in scenes.card(story).blocks
            if block["type"] == "section" and block["text"]["type"] == "plain_text"
        ]
        assert shown == [words.strip()] * 3

    def test_calls_nobody_by_a_teams_name(self, story: Story) -> None:
        story.set_up()
        for name, team, hostile in (
            ("Maya", "Marketing", "<!channel>"),
            ("Ivan", "IT", f"<@{BO}|x>"),
        ):
            lead = story.slack.person(name)
            lead.command("/align", "settings")
            lead.click(f"Change {team}")
            lead.submit({"Name": hostile})
            assert lead.modal
            assert lead.modal.title == "Saved"
            assert_nobody_is_called(story)
            lead.close_modal()
        story.settle()
        walk(story, "The export fails")
        assert_nobody_is_called(story)
        assert scenes.card(story).plain.startswith(
            f"ESC-1, high urgency: <!channel> asks <@{BO}|x>"
        )


class TestOnEscalate:
    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_calls_nobody_before_the_set_up(self, sqlite_story: Story, words: str) -> None:
        story = sqlite_story
        maya = story.slack.person("Maya")
        reply = maya.command("/escalate", words, channel="#marketing")
        assert isinstance(reply.body, dict)
        for text in [reply.body["text"], *mrkdwn(reply.body["blocks"])]:
            assert MARKUP.findall(text) == []
