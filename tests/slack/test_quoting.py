"""What a message says in words, and its address: without asking Slack anything."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import quoting
from bot.slack.block_kit import INPUT_MAX
from tests.payloads import samples

often = settings(derandomize=True, max_examples=200)
TS, FIRST = "1795424401.000300", "1795424400.000100"


def pointed_at(**message: Any) -> dict[str, Any]:
    """Return a payload about a message of nothing but what is given."""
    payload = samples.load("message_action")
    return payload | {"message": {"type": "message", "ts": TS, **message}}


def text_of(**message: Any) -> str:
    return quoting.quoted(pointed_at(**message)).text


def rich(*parts: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text", "elements": list(parts)}


def line(*elements: dict[str, Any]) -> dict[str, Any]:
    return {"type": "rich_text_section", "elements": list(elements)}


def text(words: str) -> dict[str, Any]:
    return {"type": "text", "text": words}


def mrkdwn(words: str) -> dict[str, Any]:
    return {"type": "mrkdwn", "text": words}


class TestQuoted:
    def test_is_what_slacks_sample_says(self) -> None:
        message = quoting.quoted(samples.load("message_action"))
        assert message.ts == TS
        assert message.thread_ts is None
        assert message.user_id == "U0ANA000002"
        assert message.text == "@someone the export fails, see https://jira.example/IT-7"
        assert message.permalink == (
            "https://acme.slack.com/archives/C0MARKETNG2/p1795424401000300"
        )

    def test_knows_the_thread(self) -> None:
        message = quoting.quoted(pointed_at(text="x", thread_ts=FIRST))
        assert message.thread_ts == FIRST
        assert message.permalink.endswith(f"/p1795424401000300?thread_ts={FIRST}&cid=C0MARKETNG2")

    @pytest.mark.parametrize("message", [{"bot_id": "B1", "subtype": "bot_message"}, {"user": ""}])
    def test_may_be_a_bots(self, message: dict[str, Any]) -> None:
        found = quoting.quoted(pointed_at(text="Disk full", **message))
        assert (found.user_id, found.text) == (None, "Disk full")

    @pytest.mark.parametrize(
        ("written", "read"),
        [
            ("a &amp; b &lt;c&gt;", "a & b <c>"),
            ("&amp;lt;", "&lt;"),
            ("<@U1> and <@U1|ana>", "@someone and @ana"),
            ("<#C1>, <#C1|>, <#C1|it>", "#channel, #channel, #it"),
            ("<!subteam^S1> <!subteam^S1|@it-team>", "@group @it-team"),
            ("<!here> <!channel|channel>", "@here channel"),
            ("<!date^1795424401^{date}|23 Nov>", "23 Nov"),
            ("<https://a.example/x>", "https://a.example/x"),
            ("<http://a.example|a.example>", "http://a.example"),
            ("<https://a.example|the page>", "the page (https://a.example)"),
            ("<mailto:a@b.example|a@b.example>", "a@b.example"),
            ("  *bold*\nand more \n", "*bold*\nand more"),
            ("a\0b", "ab"),
        ],
    )
    def test_is_in_words(self, written: str, read: str) -> None:
        assert text_of(text=written) == read

    @pytest.mark.parametrize("nothing", [{}, {"text": ""}, {"text": None}])
    @pytest.mark.parametrize(
        ("message", "read"),
        [
            (
                {
                    "blocks": [
                        {"type": "header", "text": {"type": "plain_text", "text": "Build <3>"}},
                        {"type": "section", "text": mrkdwn("*failed* &lt;twice&gt;")},
                        {"type": "section", "fields": [mrkdwn("a"), mrkdwn("b")]},
                        {"type": "context", "elements": [mrkdwn("by <@U1>"), {"type": "image"}]},
                        {
                            "type": "actions",
                            "elements": [{"type": "button", "text": mrkdwn("Press")}],
                        },
                        {"type": "divider"},
                        {"type": "markdown", "text": "# Log"},
                    ]
                },
                "Build <3>\n*failed* <twice>\na\nb\nby @someone\n# Log",
            ),
            (
                {
                    "blocks": [
                        rich(
                            line(
                                {"type": "user", "user_id": "U1"},
                                text(" in "),
                                {"type": "channel", "channel_id": "C1"},
                                text(": "),
                                {"type": "link", "url": "https://a.example", "text": "this"},
                            ),
                            {
                                "type": "rich_text_list",
                                "style": "bullet",
                                "elements": [line(text("one")), line(text("two"))],
                            },
                            {
                                "type": "rich_text_quote",
                                "elements": [
                                    {"type": "usergroup", "usergroup_id": "S1"},
                                    {"type": "broadcast", "range": "here"},
                                    {"type": "emoji", "name": "tada"},
                                    {"type": "date", "timestamp": 1, "fallback": "today"},
                                    {"type": "of_next_year"},
                                ],
                            },
                        )
                    ]
                },
                "@someone in #channel: this (https://a.example)\n• one\n• two\n"
                "@group@here:tada:today",
            ),
            (
                {
                    "attachments": [
                        {"pretext": "New", "title": "IT-7", "text": "a &lt; b", "fallback": "no"},
                        {"fallback": "An old one"},
                        {"blocks": [{"type": "section", "text": mrkdwn("in a block")}]},
                    ]
                },
                "New\nIT-7\na < b\nAn old one\nin a block",
            ),
            ({"files": [{"name": "screen.png"}]}, ""),
        ],
        ids=["blocks", "rich text", "attachments", "a file"],
    )
    def test_is_read_from_the_rest_where_there_is_no_text(
        self, message: dict[str, Any], nothing: dict[str, Any], read: str
    ) -> None:
        assert text_of(**message, **nothing) == read

    def test_fits_into_a_field(self) -> None:
        assert len(text_of(text="word " * 2000)) <= INPUT_MAX
        many = [{"type": "section", "text": mrkdwn("x" * 3000)}] * 50
        assert len(text_of(blocks=many)) == INPUT_MAX

    @often
    @given(
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.sampled_from(["<@U1>", "rich_text"]),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["type", "text", "fields", "elements", "blocks", "fallback"]),
                    inner,
                    max_size=4,
                )
            ),
            max_leaves=15,
        )
    )
    def test_never_stumbles(self, odd: Any) -> None:
        for name in ("text", "blocks", "attachments"):
            assert isinstance(text_of(**{name: [odd]}), str)
            assert isinstance(text_of(**{name: odd}), str)


class TestPermalink:
    @pytest.mark.parametrize(
        ("thread_ts", "query"),
        [(None, ""), (TS, ""), (FIRST, f"?thread_ts={FIRST}&cid=C1")],
        ids=["alone", "first of a thread", "reply"],
    )
    def test_has_the_thread_of_a_reply(self, thread_ts: str | None, query: str) -> None:
        link = quoting.permalink("acme", "C1", TS, thread_ts)
        assert link == f"https://acme.slack.com/archives/C1/p1795424401000300{query}"
