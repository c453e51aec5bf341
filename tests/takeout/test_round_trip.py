"""What is taken out and brought in again is the same, whatever people have typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.rules import Part, State, Succession, Vote
from bot.decisions.rules.records import (
    Person,
    Record,
    Unreadable,
    dump,
    in_order,
    load,
    require_sound,
)
from bot.takeout import documents, markdown, tables

NASTY = (
    'A & B <x> "q" |',
    "| a | b |\n|---|---|",
    "---\nkey: value\n- a\n# b\n---",
    "## Decision Outcome\n\nno",
    "\\# not a heading\n\\\\## nor this",
    "a\r\nb\rc\n\n\nd  ",
    "  leading and trailing \t",
    "=1+1",
    "'=1+1",
    "''",
    "@here +1 -1",
    "\u200f\u05d0\u05d1 \u202e right to left",
    "\U0001f389 \u6771\u4eac \u00e9 \x85\u2028\u2029 \x0b",
    "null",
    "2026-11-23",
    "!!python/object:os.system",
    "\ufeff",
)
words = st.one_of(
    st.sampled_from(NASTY),
    st.text(
        st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1, max_size=300
    ),
)
one_line = words.filter(lambda text: len(text.splitlines()) == 1 and text.strip() == text)
ids = st.from_regex("U[A-Z0-9]{8}", fullmatch=True)
moments = st.integers(1_577_836_800, 1_893_456_000).map(
    lambda second: datetime.fromtimestamp(second + second % 997 / 1000, UTC)
)


def maybe(some: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | some


people = st.builds(
    Person,
    user=ids,
    part=st.sampled_from(Part),
    added_at=moments,
    team=maybe(one_line),
    removed_at=maybe(moments),
    vote=maybe(st.sampled_from(Vote)),
    voted_at=maybe(moments),
    voted_by=maybe(ids),
    because=maybe(words),
    stand_in=maybe(ids),
    stand_in_until=maybe(moments),
    acknowledged_at=maybe(moments),
)
records = st.builds(
    Record,
    number=st.integers(1, 99999),
    title=one_line,
    what=words,
    team=one_line,
    driver=ids,
    proposed_at=moments,
    state=st.sampled_from(State),
    state_at=moments,
    rejected=maybe(words),
    partner=maybe(one_line),
    initiative=maybe(st.just("INI-3")),
    source=maybe(st.just("ESC-12")),
    permalink=maybe(st.just("https://acme.slack.com/archives/C1/p1")),
    restricted_to=maybe(st.just("C9")),
    state_by=maybe(ids),
    state_because=maybe(words),
    accepted_at=maybe(moments),
    accepted_by=maybe(ids),
    needed=maybe(st.integers(1, 5)),
    review_on=maybe(st.dates(date(2020, 1, 1), date(2030, 1, 1))),
    follows=maybe(st.integers(1, 99999)),
    follows_as=maybe(st.sampled_from(Succession)),
    people=st.lists(people, max_size=3).map(tuple),
)


class TestRoundTrip:
    @given(records)
    def test_loses_nothing_in_markdown(self, record: Record) -> None:
        written = markdown.write(record)
        assert markdown.read(written) == record
        assert markdown.write(markdown.read(written)) == written

    @given(st.lists(records, max_size=3))
    def test_loses_nothing_in_a_table(self, some: list[Record]) -> None:
        assert tables.read(tables.write(some)) == some

    @given(st.lists(records, max_size=3))
    def test_loses_nothing_in_a_document(self, some: list[Record]) -> None:
        assert documents.read(documents.write(some)) == some

    @pytest.mark.parametrize("nasty", NASTY)
    def test_keeps_every_nasty_text_in_every_field(self, nasty: str) -> None:
        record = plain(what=nasty, rejected=nasty, state_because=nasty)
        assert markdown.read(markdown.write(record)) == record
        assert tables.read(tables.write([record])) == [record]
        assert documents.read(documents.write([record])) == [record]


def plain(number: int = 7, **more: object) -> Record:
    at = datetime(2026, 11, 23, 9, tzinfo=UTC)
    fields: dict[str, object] = {
        "title": "We move the newsletter",
        "what": "From March on",
        "team": "Marketing",
        "driver": "U0MAYA00001",
        "proposed_at": at,
        "state": State.ACCEPTED,
        "state_at": at,
    }
    return Record(number=number, **{**fields, **more})  # type: ignore[arg-type]  # a test's fields


class TestMarkdown:
    def test_is_a_record_that_others_can_read(self) -> None:
        approver = Person("U0IVAN00003", Part.APPROVER, datetime(2026, 11, 23, 9, tzinfo=UTC))
        assert markdown.write(plain(rejected="Mailchimp: too dear", people=(approver,))) == (
            "---\n"
            "status: accepted\n"
            "date: 2026-11-23\n"
            "decision-makers:\n- U0MAYA00001\n- U0IVAN00003\n"
            "lockstep:\n"
            "  number: 7\n"
            "  team: Marketing\n"
            "  driver: U0MAYA00001\n"
            "  proposed_at: '2026-11-23T09:00:00.000000+00:00'\n"
            "  state: accepted\n"
            "  state_at: '2026-11-23T09:00:00.000000+00:00'\n"
            "  people:\n"
            "  - user: U0IVAN00003\n"
            "    part: approver\n"
            "    added_at: '2026-11-23T09:00:00.000000+00:00'\n"
            "---\n\n"
            "# We move the newsletter\n\n"
            "## Decision Outcome\n\nFrom March on\n\n"
            "## Considered Options\n\nMailchimp: too dear\n"
        )

    @pytest.mark.parametrize(
        ("title", "name"),
        [
            ("We move: the News-letter!", "0007-we-move-the-news-letter.md"),
            ("Größe über alles", "0007-groe-uber-alles.md"),
            ("東京", "0007-decision.md"),
            ("x" * 99, f"0007-{'x' * 50}.md"),
        ],
    )
    def test_has_a_name(self, title: str, name: str) -> None:
        assert plain(title=title).file_name == name


class TestLoad:
    @pytest.mark.parametrize(
        ("change", "sentence"),
        [
            ({"state": "final"}, "state cannot be 'final'"),
            ({"number": "x"}, "number cannot be 'x'"),
            ({"proposed_at": "yesterday"}, "proposed_at cannot be 'yesterday'"),
            ({"colour": "red"}, "I do not know colour"),
            ({"title": ""}, "title is missing"),
            ({"people": "Maya"}, "people is no list"),
            ({"people": ["Maya"]}, "'Maya' is no person"),
        ],
    )
    def test_says_what_is_wrong(self, change: dict[str, object], sentence: str) -> None:
        with pytest.raises(Unreadable, match=sentence):
            load(dump(plain()) | change)


class TestInOrder:
    def test_puts_each_after_the_one_that_it_follows(self) -> None:
        some = [plain(1, follows=3), plain(2, follows=1), plain(3), plain(4)]
        assert [each.number for each in in_order(some)] == [3, 4, 1, 2]

    def test_refuses_a_circle_and_names_it(self) -> None:
        with pytest.raises(Unreadable, match="DEC-1, DEC-2 follow each other in a circle"):
            in_order([plain(1, follows=2), plain(2, follows=1), plain(3)])

    def test_refuses_a_number_that_comes_twice(self) -> None:
        with pytest.raises(Unreadable, match="there are two of DEC-1"):
            in_order([plain(1), plain(1)])


class TestRead:
    @pytest.mark.parametrize("text", ["", "[]", "{", '{"version": 9}'])
    def test_refuses_what_is_no_document(self, text: str) -> None:
        with pytest.raises(Unreadable):
            documents.read(text)

    def test_names_the_row_of_a_table(self) -> None:
        with pytest.raises(Unreadable, match="row 2: title"):
            tables.read("number,title\r\n1,\r\n")


class TestRequireSound:
    @pytest.mark.parametrize(
        ("more", "sentence"),
        [
            ({"title": "x" * 151}, "its title is no line of at most 150 characters"),
            ({"title": "a\nb"}, "its title is no line"),
            ({"permalink": "javascript:alert(1)"}, "its permalink is no address"),
            ({"permalink": "https://x|> <!channel>"}, "its permalink is no address"),
            ({}, "it held, and does not say since when"),
            ({"state": State.PROPOSED}, "it is proposed, and nobody has to approve it"),
            ({"state": State.REJECTED, "follows": 3}, "it says what it follows, and not how"),
            ({"state": State.REJECTED, "needed": 0}, "it needs no approver, or less than none"),
        ],
    )
    def test_names_what_could_not_have_been_made_here(
        self, more: dict[str, object], sentence: str
    ) -> None:
        with pytest.raises(Unreadable, match=f"DEC-7: {sentence}"):
            require_sound(plain(**more))

    def test_says_nothing_of_a_sound_one(self) -> None:
        require_sound(plain(accepted_at=datetime(2026, 11, 23, 9, tzinfo=UTC)))

    def test_lets_one_follow_another_at_a_time(self) -> None:
        with pytest.raises(Unreadable, match="2 follow DEC-3 at once: only one can"):
            in_order([plain(1, follows=3), plain(2, follows=3), plain(3)])
