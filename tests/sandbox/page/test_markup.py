"""Slack's markup as HTML, for one who reads it in Berlin."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from sandbox.page import markup
from sandbox.page.reader import Reader

AT = 1795424400  # 23 November 2026, 09:00 UTC
NAMES = {"S2": "leads", "U1": "Maya Okafor", "U2": "Bo", "C1": "it"}
BERLIN = Reader("U1", ZoneInfo("Europe/Berlin"), datetime(2026, 11, 23, 9, tzinfo=UTC), NAMES)
LINK = 'target="_blank" rel="noopener noreferrer"'


class TestOfMrkdwn:
    @pytest.mark.parametrize(
        ("text", "html"),
        [
            ("*bold* _italic_ ~gone~", "<strong>bold</strong> <em>italic</em> <s>gone</s>"),
            ("*_both_*", "<strong><em>both</em></strong>"),
            ("2 * 3 * 4, a_b_c and ~ ~", "2 * 3 * 4, a_b_c and ~ ~"),
            ("`*as is*`", "<code>*as is*</code>"),
            ("```\na *b*\n```", "<pre>a *b*</pre>"),
            ("one\ntwo", "one<br>two"),
            ("&gt; quoted\nnot", "<blockquote>quoted</blockquote>not"),
            ("• one\n  ◦ two\n12. three",
             '<div class="item"><span>•</span><div>one</div></div>'
             '<div class="item" style="margin-left:2ch"><span>◦</span><div>two</div></div>'
             '<div class="item"><span>12.</span><div>three</div></div>'),
            ("<https://a.test/?x=1&amp;y|*a* link>",
             f'<a href="https://a.test/?x=1&amp;y" {LINK}>*a* link</a>'),
            ("see https://a.test/b.", f'see <a href="https://a.test/b" {LINK}>https://a.test/b</a>.'),
            ("<mailto:bo@a.test|Bo>", f'<a href="mailto:bo@a.test" {LINK}>Bo</a>'),
            ("<javascript:alert(1)|click>", "click"),
            ("<@U2> <@U9|you>",
             '<span class="mention">@Bo</span> <span class="mention">@you</span>'),
            ("<@U1>", '<span class="mention me">@Maya Okafor</span>'),
            ("<#C1> <#C9|gone>",
             '<span class="mention">#it</span> <span class="mention">#gone</span>'),
            ("<!here> <!subteam^S1|@it-team> <!subteam^S2>",
             '<span class="mention me">@here</span> <span class="mention">@it-team</span> '
             '<span class="mention">@leads</span>'),
            (f"<!date^{AT}^{{date_short_pretty}} at {{time}}|then>",
             '<time title="then">today at 10:00 AM</time>'),
            (f"<!date^{AT}^{{date}}^https://a.test|then>",
             f'<time title="then"><a href="https://a.test" {LINK}>November 23rd, 2026</a></time>'),
            ("<!date^soon^{date}|then>", "then"),
            (":tada: :+1::skin-tone-4: :acme:", "🎉 👍 :acme:"),
            (":crab: :zebra_face: :flag-de: :space: 10:30:45", "🦀 🦓 🇩🇪 :space: 10:30:45"),
            ("`:tada:`", "<code>:tada:</code>"),
            ("<b>&amp;\"'</b>", "&lt;b&gt;&amp;&quot;&#x27;&lt;/b&gt;"),
            ("\ue0000\ue001", "0"),
        ],
    )  # fmt: skip
    def test_draws(self, text: str, html: str) -> None:
        assert markup.of_mrkdwn(text, BERLIN) == html

    def test_finds_no_links_in_a_verbatim_text(self) -> None:
        assert markup.of_mrkdwn("https://a.test", BERLIN, find_links=False) == "https://a.test"

    @pytest.mark.parametrize(
        "text", ["<b>x</b>", "<img src=x onerror=alert(1)>", "<a|<b>", "&lt;i>"]
    )
    def test_lets_no_tag_of_others_through(self, text: str) -> None:
        html = markup.of_mrkdwn(text, BERLIN)
        assert not re.search(r"<(b|i|img|a)\b", html)


class TestOfPlain:
    def test_is_as_typed_but_for_emoji_and_lines(self) -> None:
        assert markup.of_plain("*a* <b>\n:tada:") == "*a* &lt;b&gt;<br>🎉"
