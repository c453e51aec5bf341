"""What is taken out and brought in again is the same, whatever people have typed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.decisions.rules import Part, State, Succession, Vote
from bot.decisions.rules.records import Person, Record, Unreadable, dump, load
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
    "\x85",
    "a\u2028",
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
        assert list(tables.read(tables.write(some)).values()) == some

    @given(st.lists(records, max_size=3))
    def test_loses_nothing_in_a_document(self, some: list[Record]) -> None:
        assert list(documents.read(documents.write(some)).values()) == some

    @pytest.mark.parametrize("nasty", NASTY)
    def test_keeps_every_nasty_text_in_every_field(self, nasty: str) -> None:
        record = plain(what=nasty, rejected=nasty, state_because=nasty)
        assert markdown.read(markdown.write(record)) == record
        assert tables.read(tables.write([record])) == {"row 2": record}
        assert documents.read(documents.write([record])) == {"decision 1": record}


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
            ({"state": "final"}, "state cannot be 'final': it is one of proposed, accepted, rej"),
            ({"number": "x"}, "number cannot be 'x': it is a whole number"),
            ({"number": True}, "number cannot be True: it is a whole number"),
            ({"what": 3}, "what cannot be 3: it is text"),
            ({"review_on": "soon"}, "review_on cannot be 'soon': it is a day, as 2026-11-23"),
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


class TestRead:
    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("", "This is no JSON"),
            ("[]", "This is no document of decisions of version 1."),
            ("{", "This is no JSON"),
            ("[" * 100_000, "This is no JSON"),
            ('{"version": 9}', "This is no document of decisions of version 1."),
            ('{"version": 1}', "The document has no list of decisions."),
            ('{"version": 1, "decisions": [3]}', "decision 1: 3 is no record."),
        ],
    )
    def test_refuses_what_is_no_document(self, text: str, sentence: str) -> None:
        with pytest.raises(Unreadable, match=sentence):
            documents.read(text)

    def test_names_every_row_of_a_table_that_is_none(self) -> None:
        good = tables.write([plain()])
        header, row = good.splitlines()
        broken = row.replace("7,", "seven,", 1)
        with pytest.raises(Unreadable) as caught:
            tables.read("\r\n".join([header, row, broken, "1,2", "", broken]))
        assert caught.value.faults == (
            "row 3: number cannot be 'seven': it is a whole number.",
            "row 4: it has 2 cells, and the first row 23.",
            "row 6: number cannot be 'seven': it is a whole number.",
        )

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("number;title", "row 1: I do not know the column 'number;title'"),
            ("title\r\n" + "x" * 200_000, "This is no table"),
            ("number,title,people\r\n1,x,Maya", "row 2: people is no list"),
        ],
    )
    def test_refuses_what_is_no_table(self, text: str, sentence: str) -> None:
        with pytest.raises(Unreadable, match=sentence):
            tables.read(text)
