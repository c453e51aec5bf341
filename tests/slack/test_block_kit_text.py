"""Nobody's words become a mention, a link or a command, whatever they type."""

import html
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.slack import block_kit
from tests.slack.words import MARKUP, TEXTS, stays_isolated

often = settings(derandomize=True, max_examples=300)


class TestEscape:
    @pytest.mark.parametrize(
        ("typed", "escaped"),
        [
            ("<!channel>", "&lt;!channel&gt;"),
            ("<@U123|ivan>", "&lt;@U123|ivan&gt;"),
            ("a & b", "a &amp; b"),
            ("&lt;!here&gt;", "&amp;lt;!here&amp;gt;"),
            ("no harm", "no harm"),
        ],
    )
    def test_leaves_nothing_that_slack_would_read(self, typed: str, escaped: str) -> None:
        assert block_kit.escape(typed) == escaped

    @often
    @given(TEXTS)
    def test_holds_for_any_text_and_loses_nothing(self, text: str) -> None:
        escaped = block_kit.escape(text)
        assert not set("<>") & set(escaped)
        assert slack_reads(escaped) == text


def slack_reads(text: str) -> str:
    """Return text as Slack shows it: it decodes these three entities and no others, once."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


class TestTyped:
    @pytest.mark.parametrize(
        ("sent", "typed"),
        [
            ("<@U123|ivan>", "@ivan"),
            ("<@U123>", "@U123"),
            ("<#C123|it>", "#it"),
            ("<#C123|>", "#C123"),
            ("<!channel>", "@channel"),
            ("<!here|here>", "@here"),
            ("<!subteam^S1|@it-team>", "@it-team"),
            ("<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"),
            ("<https://a.example|a.example>", "https://a.example"),
            ("<mailto:a@b.example|a@b.example>", "a@b.example"),
            ("1 &lt; 2 &amp;&amp; 3 &gt; 2", "1 < 2 && 3 > 2"),
            ("  <@U1|ana> and <@U2|bo>  ", "@ana and @bo"),
            ("<>", "<>"),
            ("", ""),
        ],
    )
    def test_is_what_the_person_saw_in_the_box(self, sent: str, typed: str) -> None:
        assert block_kit.typed(sent) == typed

    @often
    @given(TEXTS)
    def test_gives_plain_words_back_as_they_were(self, text: str) -> None:
        """Slack escapes what stands in no brackets; only its three entities are decoded."""
        sent = html.escape(text, quote=False)
        assert block_kit.typed(sent) == text.replace("\0", "").strip()


class TestStorable:
    @pytest.mark.parametrize(
        ("text", "kept"), [("a\0b", "ab"), ("a\ud83d b", "a b"), ("🎉 خبر", "🎉 خبر")]
    )
    def test_leaves_out_what_no_database_stores(self, text: str, kept: str) -> None:
        assert block_kit.storable(text) == kept


class TestQuote:
    @pytest.mark.parametrize(
        ("words", "quoted"),
        [
            ("The export fails", "The export fails"),
            ("<!channel> look", "&lt;!channel&gt; look"),
            ("two\n\nlines\tand  spaces ", "two lines and spaces"),
            ("🎉 done", "🎉 done"),
            ("خبر", "\u2068خبر\u2069"),
            ("a خبر b", "\u2068a خبر b\u2069"),
            ("\u202eliame\u202c", "liame"),  # turned around, it would read "email"
            ("א\u2069\u202e b", "\u2068א b\u2069"),  # would break out of its isolate
        ],
    )
    def test_stands_on_one_line_of_ours(self, words: str, quoted: str) -> None:
        assert block_kit.quote(words) == quoted

    def test_is_cut_before_it_is_escaped(self) -> None:
        """So that no half of an entity is left."""
        assert block_kit.quote("&&&&", 3) == "&amp;&amp;…"

    @often
    @given(TEXTS, st.integers(2, 250))
    def test_is_never_markup_nor_turns_the_sentence_around_it(self, words: str, limit: int) -> None:
        quoted = block_kit.quote(words, limit)
        assert not MARKUP.search(quoted)
        assert not set("<>\n\r\u2028\u2029") & set(quoted)
        assert stays_isolated(quoted)
        assert len(slack_reads(quoted).strip("\u2068\u2069")) <= limit


class TestIsBlank:
    @pytest.mark.parametrize("text", ["", " \n\t", "\u200b\u200d\ufeff\u00ad", "\u202e\u3000"])
    def test_is_for_what_nobody_sees(self, text: str) -> None:
        assert block_kit.is_blank(text)

    @pytest.mark.parametrize("text", ["a", " . ", "\u202e\u05d0", "\U0001f600\u200d"])
    def test_is_not_for_what_somebody_sees(self, text: str) -> None:
        assert not block_kit.is_blank(text)


class TestShorten:
    @pytest.mark.parametrize(
        ("text", "limit", "short"),
        [
            ("abcde", 5, "abcde"),
            ("abcdef", 5, "abcd…"),
            ("abc def", 5, "abc…"),
            ("", 1, ""),
        ],
    )
    def test_ends_in_an_ellipsis_when_something_is_cut(
        self, text: str, limit: int, short: str
    ) -> None:
        assert block_kit.shorten(text, limit) == short

    @often
    @given(st.text(max_size=50), st.integers(1, 50))
    def test_keeps_to_the_limit(self, text: str, limit: int) -> None:
        assert len(block_kit.shorten(text, limit)) <= limit


class TestMentions:
    @pytest.mark.parametrize(
        ("people", "listed"),
        [
            (["U1"], "<@U1>"),
            (["U1", "U2"], "<@U1> and <@U2>"),
            (["U1", "U2", "U3"], "<@U1>, <@U2> and <@U3>"),
        ],
    )
    def test_are_a_list_in_words(self, people: list[str], listed: str) -> None:
        assert block_kit.mentions(people) == listed
        assert block_kit.mentions(iter(people)) == listed


class TestChannel:
    def test_is_a_link_to_it(self) -> None:
        assert block_kit.channel("C1") == "<#C1>"


class TestMoment:
    def test_is_shown_in_the_readers_own_zone(self) -> None:
        at = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
        assert block_kit.moment(at) == (
            "<!date^1795426200^{date_short_pretty} at {time}|Mon 23 Nov 09:30 UTC>"
        )


class TestDay:
    def test_has_no_zeros_before_it(self) -> None:
        assert block_kit.day(date(2026, 12, 4)) == "Fri 4 Dec 2026"
        assert block_kit.day(date(2027, 1, 31)) == "Sun 31 Jan 2027"
