"""What decisions are found by is kept with every move, and what nobody may read is in no list."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import sqlalchemy
from sqlalchemy import update

from bot.decisions.jobs import indexing as jobs
from bot.decisions.models import Indexed, Spelling, Word
from bot.decisions.operations import changing, ending, indexing
from bot.decisions.queries.indexed import tokens_of, words_of
from bot.decisions.queries.search import search
from bot.decisions.queries.spelling import list_alike
from bot.decisions.rules import State, Vote
from bot.decisions.rules.wanted import Wanted
from tests.decisions.world import ANA, BO, IVAN, MAYA, World

LEADS = "C0LEADS0001"


def find(world: World, words: str = "", *channels: str, **filters: object) -> list[int]:
    """Return the ids of what is found, in order."""
    wanted = Wanted(words, **filters)  # type: ignore[arg-type]  # each test names what it means
    with world.transaction() as session:
        found = search(
            session,
            world.workspace_id,
            wanted,
            channels=channels,
            zone=ZoneInfo("Europe/Berlin"),
            limit=50,
        )
    return [hit.decision.id for hit in found.hits]


def holds(world: World, words: str) -> list[tuple[int, int | None]]:
    """Return the ids of what is found, each with that of what holds in its place."""
    with world.transaction() as session:
        found = search(
            session,
            world.workspace_id,
            Wanted(words),
            channels=(),
            zone=ZoneInfo("UTC"),
            limit=50,
        )
    return [(hit.decision.id, hit.holds.id if hit.holds else None) for hit in found.hits]


class TestIndex:
    def test_follows_a_decision_through_its_states(self, world: World) -> None:
        decision_id = world.propose(IVAN, title="The newsletter moves")
        assert find(world, "newsletter", state=State.PROPOSED) == [decision_id]
        world.vote(decision_id, IVAN)
        assert find(world, "newsletter", state=State.PROPOSED) == []
        assert find(world, "newsletter", state=State.ACCEPTED) == [decision_id]
        newer = world.succeed(decision_id)
        assert find(world, "newsletter", state=State.SUPERSEDED) == [decision_id]
        assert find(world, "newsletter") == [newer, decision_id]

    def test_follows_its_people(self, world: World) -> None:
        decision_id = world.propose(IVAN)
        assert find(world, user_id=IVAN) == find(world, user_id=MAYA) == [decision_id]
        world.move(
            changing.change_people,
            decision_id,
            MAYA,
            approvers=[BO],
            needed=None,
            contributors=[ANA],
            informed=[],
        )
        assert find(world, user_id=IVAN) == []
        assert find(world, user_id=BO) == find(world, user_id=ANA) == [decision_id]

    def test_moves_it_to_when_it_was_accepted(self, world: World) -> None:
        """The day is the reader's: in Berlin it is Tuesday an hour before it is in UTC."""
        waits = world.propose(IVAN)
        world.clock.advance(hours=14, minutes=30)  # Monday, 23:30 in UTC
        newer = world.propose()
        tuesday = world.clock().date() + timedelta(days=1)
        assert find(world, since=tuesday) == [newer]
        world.vote(waits, IVAN)
        assert sorted(find(world, since=tuesday)) == [waits, newer]
        assert find(world, until=tuesday - timedelta(days=1)) == []

    def test_finds_it_by_its_name_and_by_what_was_rejected(self, world: World) -> None:
        decision_id = world.propose(rejected="Mailchimp: no single sign-on")
        world.propose()
        assert find(world, "mailchimp sign") == [decision_id]
        assert find(world, "dec-1") == [decision_id]

    def test_is_undone_with_what_it_belongs_to(self, world: World) -> None:
        decision_id = world.propose(IVAN)
        try:
            with world.transaction() as session:
                ending.withdraw(
                    session, world.workspace_id, decision_id, why=None, by=MAYA, now=world.clock()
                )
                raise KeyboardInterrupt
        except KeyboardInterrupt:
            pass
        assert find(world, state=State.PROPOSED) == [decision_id]

    def test_writes_nothing_when_nothing_is_different(self, world: World) -> None:
        decision = world.get(world.propose(IVAN))
        world.clock.advance(hours=1)
        with world.transaction() as session:
            indexing.index(session, decision, now=world.clock())
        with world.transaction() as session:
            row = session.get_one(Indexed, decision.id)
        assert row.indexed_at == world.clock() - timedelta(hours=1)
        assert row.tokens == tokens_of(decision, words_of(decision))

    def test_is_there_for_each_decision_in_all_languages(self, world: World) -> None:
        ids = {
            "顧客管理": world.propose(title="新しい顧客管理システム"),
            "größe": world.propose(title="Die GRÖSSE bleibt"),
            "o'neill": world.propose(title="O\u2019Neill \\ “x” & 'y' : | ! (z)"),
        }
        for words, decision_id in ids.items():
            assert find(world, words) == [decision_id]


class TestRestricted:
    def test_is_found_by_members_of_its_channel_only(self, world: World) -> None:
        secret = world.propose(title="Zeppelin budget", restricted_to=LEADS)
        for filters in ({}, {"state": State.ACCEPTED}, {"user_id": MAYA}):
            assert find(world, "", **filters) == []  # type: ignore[arg-type]  # of Wanted
            assert find(world, "", LEADS, **filters) == [secret]  # type: ignore[arg-type]  # same
        assert find(world, "zeppelin", "C0OTHER0001") == []

    def test_has_its_words_in_no_vocabulary_but_its_own(self, world: World) -> None:
        """Nobody learns of a word by a slip that finds others, or by its beginning."""
        world.propose(title="Zeppelin budget", restricted_to=LEADS)
        with world.transaction() as session:
            for typed in ("zepelin", "zeppelim", "zeppelinn", "zep", "zeppeli"):
                near = {"session": session, "workspace_id": world.workspace_id, "word": typed}
                assert list_alike(**near, channels=()) == []
                assert list_alike(**near, channels=["C0OTHER0001"]) == []
                assert list_alike(**near, channels=[LEADS]) == ["zeppelin"]
            for model in (Word, Spelling):
                words = session.scalars(sqlalchemy.select(model.word).where(model.channel_id == ""))
                assert "zeppelin" not in set(words)
        assert find(world, "zepelin") == []
        assert len(find(world, "zepelin", LEADS)) == 1

    def test_leads_nobody_to_a_successor_that_they_may_not_read(self, world: World) -> None:
        older = world.propose(title="Zeppelin budget")
        newer = world.propose(
            title="Another budget", restricted_to=LEADS, follows_id=older, follows_as="supersede"
        )
        assert newer > older
        assert holds(world, "zeppelin") == [(older, None)]


class TestSuccessors:
    def test_are_found_over_several_steps(self, world: World) -> None:
        first = world.propose(title="Zeppelin")
        second = world.succeed(first, how="amend")
        third = world.succeed(second)
        assert holds(world, "zeppelin") == [(first, third)]

    def test_are_not_those_that_are_only_proposed(self, world: World) -> None:
        first = world.propose(title="Zeppelin")
        proposed = world.succeed(first, IVAN)
        assert holds(world, "zeppelin") == [(first, None)]
        world.vote(proposed, IVAN, Vote.APPROVE)
        assert holds(world, "zeppelin") == [(first, proposed)]


class TestReadUnread:
    def test_reads_what_was_there_before(self, world: World) -> None:
        """As the migration leaves them: each has a row that nothing is found by."""
        ids = [world.propose(title="Zeppelin", restricted_to=each) for each in (None, LEADS)]
        with world.transaction() as session:
            session.execute(sqlalchemy.delete(Spelling))
            session.execute(sqlalchemy.delete(Word))
            unread = {"tokens": frozenset(), "indexed_at": None, "position": Indexed.decision_id}
            session.execute(update(Indexed).values(unread))
        assert find(world, "zeppelin", LEADS) == []
        assert jobs.read_unread(transaction=world.transaction, now=world.clock()) is None
        assert sorted(find(world, "zepelin", LEADS)) == ids
        assert find(world, "zepelin") == ids[:1]

    def test_goes_on_while_there_are_more(self, world: World) -> None:
        for _each in range(3):
            world.propose()
        with world.transaction() as session:
            session.execute(update(Indexed).values(indexed_at=None))
        now = world.clock()
        jobs.BATCH, kept = 2, jobs.BATCH
        try:
            assert jobs.read_unread(transaction=world.transaction, now=now) == now
            assert jobs.read_unread(transaction=world.transaction, now=now) is None
        finally:
            jobs.BATCH = kept
        with world.transaction() as session:
            assert (
                session.scalars(
                    sqlalchemy.select(Indexed).where(Indexed.indexed_at.is_(None))
                ).all()
                == []
            )
