"""Finding decisions: all that a plain scan finds, nothing else, in order, and for nobody else."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from bot import db
from bot.decisions.models.finding import Results
from bot.decisions.queries import postgresql_index
from bot.decisions.queries.locating import Spot, locate
from bot.decisions.queries.search import list_candidates, search
from bot.decisions.rules import State
from bot.decisions.rules.searches import BEGINNING, Place
from bot.decisions.rules.wanted import Wanted
from bot.decisions.rules.words import tokens
from tests import databases
from tests.clock import MovedClock
from tests.decisions import corpus
from tests.decisions import world as worlds
from tests.decisions.corpus import CHANNELS, Wrote
from tests.decisions.world import ANA, World

ZONE = ZoneInfo("UTC")
ALL = 5000


class Library:
    """Many decisions, and what is found among them."""

    def __init__(self, world: World, wrote: Sequence[Wrote]) -> None:
        self.world, self.wrote = world, wrote

    def search(
        self,
        words: str = "",
        *,
        channels: Sequence[str] = (),
        limit: int = ALL,
        start: Place = BEGINNING,
        **filters: object,
    ) -> Results:
        return look(
            self.world,
            Wanted(words, **filters),  # type: ignore[arg-type]  # each test names what it means
            channels=channels,
            limit=limit,
            start=start,
        )

    def exactly(
        self, words: str = "", *, channels: Sequence[str] = (), limit: int = ALL, **filters: object
    ) -> list[int]:
        """Return the ids of what is found by just these words, in order."""
        return [
            each.decision_id
            for each in self.spots(words, channels, limit, **filters)
            if not each.is_alike
        ]

    def alike(self, words: str) -> list[int]:
        """Return the ids of what is found by words that are almost these."""
        return [each.decision_id for each in self.spots(words) if each.is_alike]

    def spots(
        self, words: str, channels: Sequence[str] = (), limit: int = ALL, **filters: object
    ) -> list[Spot]:
        wanted = Wanted(words, **filters)  # type: ignore[arg-type]  # each test names what it means
        with self.world.transaction() as session:
            return locate(
                session,
                self.world.workspace_id,
                wanted,
                channels=channels,
                zone=ZONE,
                limit=limit,
            )

    def scan(self, words: str = "", channels: Sequence[str] = ()) -> list[int]:
        """Return what has all the words, by reading everything; in the order that is promised."""
        sought = set(tokens(words))
        fits = [each for each in corpus.readable(self.wrote, channels) if sought <= each.words]
        return [each.id for each in sorted(fits, key=lambda each: place(each, sought))]


def place(wrote: Wrote, sought: set[str]) -> tuple[bool, bool, int, int]:
    """Return what orders: current ones, those with all words in the title, the newest."""
    in_title = sought <= wrote.title_words
    minute = int(wrote.at.timestamp() // 60)
    return not corpus.is_current(wrote), not in_title, -minute, -wrote.id


def look(
    world: World,
    wanted: Wanted,
    *,
    channels: Sequence[str] = (),
    limit: int = ALL,
    start: Place = BEGINNING,
    workspace_id: int | None = None,
    zone: ZoneInfo = ZONE,
) -> Results:
    """Look for something in a transaction of its own."""
    with world.transaction() as session:
        return search(
            session,
            workspace_id or world.workspace_id,
            wanted,
            channels=channels,
            zone=zone,
            limit=limit,
            start=start,
        )


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def library(request: pytest.FixtureRequest) -> Iterator[Library]:
    """2,000 decisions in three languages, which nothing here changes."""
    template = request.getfixturevalue(f"{request.param}_template")
    copy = databases.sqlite_copy if request.param == "sqlite" else databases.postgresql_copy
    with copy(template) as url:
        engine = db.build_engine(url.render_as_string(hide_password=False))
        world = worlds.build(db.sessions(engine).begin, MovedClock())
        yield Library(world, corpus.fill(world, number=2000, seed=6))
        engine.dispose()


class TestSearch:
    def test_finds_what_a_plain_scan_finds_and_nothing_else(self, library: Library) -> None:
        looked_for = list(corpus.queries(library.wrote, number=200, seed=7))
        assert len(looked_for) == 200
        for words in looked_for:
            assert library.exactly(words) == library.scan(words), words

    def test_finds_whatever_has_these_characters(self, library: Library) -> None:
        """Without our own idea of words: what was typed stands there, in any case."""
        for words in ("HubSpot", "größe", "顧客管理", "導", "サインオン", "München", "quarzc"):
            there = {
                each.id
                for each in corpus.readable(library.wrote)
                if words.casefold() in each.text.casefold().replace("\n", " ")
            }
            assert there
            assert there <= set(library.exactly(words)), words

    def test_reads_restricted_ones_to_the_members_of_their_channel_only(
        self, library: Library
    ) -> None:
        for words in corpus.queries(library.wrote, number=20, seed=8):
            for channels in ((), CHANNELS[:1], CHANNELS):
                found = library.exactly(words, channels=channels)
                assert found == library.scan(words, channels), words

    @pytest.mark.parametrize("words", ["", "newsletter", "の", "zetaa"])
    def test_goes_on_where_the_page_before_ended(self, library: Library, words: str) -> None:
        whole = [each.decision_id for each in library.spots(words)]
        pages: list[int] = []
        start: Place | None = BEGINNING
        while start is not None:
            page = library.search(words, limit=197, start=start)
            assert len(page.hits) == 197 or page.older is None
            pages += [hit.decision.id for hit in page.hits]
            start = page.older
        assert pages == whole
        assert len(set(pages)) == len(pages)

    @pytest.mark.parametrize("state", State)
    def test_keeps_to_a_state(self, library: Library, state: State) -> None:
        state_of = {each.id: each.state for each in library.wrote}
        expected = [each for each in library.scan("newsletter") if state_of[each] is state]
        assert library.exactly("newsletter", state=state) == expected

    def test_keeps_to_a_team_and_a_person(self, library: Library) -> None:
        by_id = {each.id: each for each in library.wrote}
        team_id = library.wrote[0].team_id
        expected = [
            each
            for each in library.scan("laptops")
            if by_id[each].team_id == team_id and ANA in by_id[each].people
        ]
        assert expected
        assert library.exactly("laptops", team_id=team_id, user_id=ANA) == expected

    def test_keeps_to_days(self, library: Library) -> None:
        since, until = date(2026, 3, 5), date(2026, 3, 11)
        first = datetime(2026, 3, 5, tzinfo=UTC)
        expected = [
            each.id
            for each in corpus.readable(library.wrote)
            if first <= each.at < first + timedelta(days=7)
        ]
        assert expected
        found = library.exactly(since=since, until=until)
        assert sorted(found) == sorted(expected)
        before = set(library.exactly(until=since - timedelta(days=1)))
        every = library.exactly()
        assert library.exactly(since=since) == [each for each in every if each not in before]

    @pytest.mark.parametrize(
        "slip",
        [
            "newsleter",
            "newslettter",
            "newslettar",
            "newslettre",
            "enwsletter",
            "newslette",
            "NEWSLETER",
        ],
    )
    def test_forgives_one_letter(self, library: Library, slip: str) -> None:
        assert library.exactly(slip) == []
        assert sorted(library.alike(slip)) == sorted(library.scan("newsletter"))

    @pytest.mark.parametrize("slip", ["nwesleter", "xnewsletterx", "ew", "20277", "管客"])
    def test_forgives_no_more(self, library: Library, slip: str) -> None:
        assert library.spots(slip) == []

    def test_puts_the_very_word_first(self, library: Library) -> None:
        found = library.search("zetaa").hits
        exact = library.scan("zetaa")
        assert [hit.decision.id for hit in found[: len(exact)]] == exact
        others = {each for last in "bcdefghij" for each in library.scan(f"zeta{last}")}
        assert {hit.decision.id for hit in found[len(exact) :]} == others - set(exact)
        assert [hit.is_alike for hit in found] == [False] * len(exact) + [True] * (
            len(found) - len(exact)
        )

    def test_finds_the_beginning_of_a_word(self, library: Library) -> None:
        assert sorted(library.alike("rechtsab")) == sorted(library.scan("Rechtsabteilung"))

    def test_finds_nothing_of_another_workspace(self, library: Library) -> None:
        found = look(library.world, Wanted("newsletter"), workspace_id=2)
        assert found.hits == []

    @pytest.mark.parametrize("words", ["newsletter", "newsletter budget", "zetaa", "の", ""])
    def test_looks_beyond_the_newest(
        self, library: Library, monkeypatch: pytest.MonkeyPatch, words: str
    ) -> None:
        """On PostgreSQL the newest are looked through first: with all sizes it is the same."""
        expected = library.spots(words)
        for many in ((1,), (7, 90), (100, 110), (700, 1500)):
            monkeypatch.setattr(postgresql_index, "_LOOKED_THROUGH", many)
            assert library.spots(words) == expected
            for limit in (1, 9, 50):
                assert library.spots(words, limit=limit) == expected[:limit]


class TestListCandidates:
    def test_has_one_of_each_group(self, library: Library) -> None:
        with library.world.transaction() as session:
            found = list_candidates(
                session, library.world.workspace_id, [["zetaa", "fluxb"]], channels=(), limit=50
            )
        state_of = {each.id: each.state for each in library.wrote}
        either = {*library.scan("zetaa"), *library.scan("fluxb")}
        assert {each.id for each in found} == {
            each for each in either if state_of[each] is State.ACCEPTED
        }
