"""What people may type to make a bot say what they want, and how to see that it did not.

One set for every surface: a text that harms somewhere is added here, and tried everywhere.
"""

import re
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from sandbox import validation
from sandbox.delivery import Ack, Delivery
from tests.slack.words import stays_isolated
from tests.story import Story

VICTIM = "U0BO0000004"
"""Whom nobody in these stories chooses, and a channel that no team has."""
VICTIMS_CHANNEL = "C0GENERAL01"

HOSTILE = {
    "everybody": "<!channel> <!here|here> <!everyone> @channel",
    "a person": f"<@{VICTIM}> <@{VICTIM}|ivan>",
    "a group": f"<!subteam^S1> <!subteam^S0123456|@it> <#{VICTIMS_CHANNEL}> <#{VICTIMS_CHANNEL}|g>",
    "a link": "<https://evil.example|Click> https://evil.example <mailto:a@b.example|me>",
    "a date": "<!date^0^{date}^https://evil.example|now>",
    "escaped already": "&lt;!channel&gt; &amp;lt;@U1&amp;gt; &#60;!here&#62;",
    "unfinished": "<!channel <@U0BO0000004 <https://evil.example|",
    "markup": "*b* _i_ ~s~ `c` ```d``` > q",
    "right to left": "\u0627\u0644\u062a\u0635\u062f \u05d1\u05d3\u05d9\u05e7\u05d4 <!here>",
    "turned around": "\u202eevil\u202c \u2066in\u2069 \u2069out \u2067\u202b<!here>",
    "invisible": "a\u200b<!ch\u200cannel>\u200d\ufeff\u00ad<!here>",
    "lines": "<!here>\n<!channel>\r\n\u2028<!everyone>\u2029\ttab",
    "emoji": "\U0001f600 :tada: \U0001f468\u200d\U0001f469\u200d\U0001f467 <!here>",
    "no character": "a\x00b \ud800c\udfff <!here>",
    "a formula": '=HYPERLINK("https://evil.example","Click")',
    "a command": "+1-1 @SUM(1) |calc",
    "long": "<!here> " * 375,
    "long and escaped": "&<>" * 1000,
    "long and wide": "\U0001f600" * 3000,
}

ALIKE = {
    *("a group", "a date", "unfinished", "right to left", "invisible"),
    *("a formula", "a command", "long", "long and wide"),
}
"""Texts that go the way of another one; a walk with each takes ten seconds, so they have time."""


def texts() -> list[Any]:
    """Return what is typed everywhere: in a hurry, one of each kind."""
    return [
        pytest.param(words, id=name, marks=[pytest.mark.faults] if name in ALIKE else [])
        for name, words in HOSTILE.items()
    ]


MARKUP = re.compile(r"<([^<>]*)>")
OURS = re.compile(
    r"@U0(MAYA00001|ANA000002|IVAN00003|SOFIA0005)|#C0(MARKETNG2|IT0000003|LEADS0004)"
    r"|!date\^\d{10}\^\{date_short_pretty\} at \{time\}\|[^|^]*"
    r"|https://acme\.slack\.com/archives/C0MARKETNG2/p\d+\|The message"
    r"|http://127\.0\.0\.1:\d+/files/T0SANDBOX01/F\d+/(?P<file>[\w-]+\.(csv|json))\|(?P=file)"
)
"""What the bot itself means to be live: those who are asked or act, channels, times, the message
that something is about, and its own files."""


ABOUT_THE_VICTIM = f"<@{VICTIM}> leads no team and answers for nothing that I know of."
"""What somebody is told, and nobody else, who mentions a person after `/align who`."""


class Watch:
    """Keeps every answer that the bot gives, beside the calls that the sandbox keeps."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self.acks: list[Ack] = []
        self._checked: set[str] = set()
        story.slack.deliver_to(self._receive)

    def _receive(self, delivery: Delivery) -> Ack:
        ack = self._story.receive(delivery)
        self.acks.append(ack)
        return ack

    def said(self) -> Iterator[dict[str, Any]]:
        """Yield everything that the bot has said or shown: calls' arguments, and answers."""
        for call in self._story.slack.journal:
            yield call.arguments
        for channel in list(self._story.slack.workspace.channels.values()):
            for message in list(channel.log.values()):
                if message.bot_id:
                    yield {"text": message.text, "blocks": list(message.blocks)}
        for ack in self.acks:
            assert ack.status == 200
            if ack.body:
                yield ack.body if isinstance(ack.body, dict) else {"text": ack.body}

    def check(self) -> None:
        """Look at everything, and refuse what Slack refused, or would do that nobody meant."""
        refused = [each for each in self._story.slack.refused if each.error != "ratelimited"]
        assert refused == []
        for said in self.said():
            # What was looked at need not be again; an edit is another text.
            if (whole := str(said)) not in self._checked:
                check(said)
                self._checked.add(whole)


def check(said: dict[str, Any]) -> None:
    """Refuse a call or an answer with something live in it, or beyond a limit of Slack's."""
    assert said.get("link_names") is None
    assert said.get("parse") is None
    for text in [said.get("text", ""), *mrkdwn(said)]:
        others = MARKUP.findall(text.replace(ABOUT_THE_VICTIM, ""))
        assert [found for found in others if not OURS.fullmatch(found)] == [], text
    for text in [said.get("text", ""), *mrkdwn(said), *lines(said)]:
        assert stays_isolated(text), ascii(text)
    if "view" in said:
        assert validation.view(said["view"], said["view"]["type"]) == []
    if "blocks" in said:
        assert validation.message(said["blocks"]) == []
    said_whole = str(said)
    assert "\x00" not in said_whole
    assert not re.search("[\ud800-\udfff]", said_whole)


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


def lines(part: Any) -> list[str]:
    """Return the text of all headlines, buttons, labels and choices in `part`.

    Not the paragraphs that are a person's own, as typed: nothing of ours stands in them.
    """
    if isinstance(part, list):
        return [text for each in part for text in lines(each)]
    if not isinstance(part, dict):
        return []
    if part.get("type") == "plain_text":
        return [part["text"]]
    own = part.get("type") == "section" and part["text"]["type"] == "plain_text"
    return [
        text
        for name, each in part.items()
        if name != "message" and not (own and name == "text")
        for text in lines(each)
    ]


def in_own_words(blocks: Sequence[dict[str, Any]]) -> list[str]:
    """Return what stands there as a person typed it: each in a block of its own."""
    return [
        block["text"]["text"]
        for block in blocks
        if block["type"] == "section" and block["text"]["type"] == "plain_text"
    ]
