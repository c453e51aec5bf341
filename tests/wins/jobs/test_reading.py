"""Messages to which leads reacted are read once, within Slack's limits, and nothing is lost."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy
from sqlalchemy.orm import Session

from bot.outbox.models import Gate
from bot.teams import queries as teams
from bot.teams.models import Team
from bot.wins.jobs.reading import MessageReader
from bot.wins.models import Reaction, Win
from bot.wins.operations import giving, reading
from bot.wins.operations.giving import Gift
from bot.wins.rules.words import source_of_message
from sandbox import Message, rate
from tests import story as stories
from tests.clock import MovedClock
from tests.decisions.scenes import told
from tests.story import Story
from tests.wait import until
from tests.wins.reactions import WIN, celebrate, say, take_back, wins

HISTORY = "conversations.history"
BEGINS = "You celebrated a message in #it, but "
BY_YOURSELF = "say yourself what they did."


@pytest.fixture
def story(database_url: str, clock: MovedClock) -> Iterator[Story]:
    """A story in which Slack has its limits for every method."""
    with stories.story(database_url, clock, rate_limits=rate.REAL) as told:
        told.set_up()
        told.sync()
        yield told


def react(story: Story, message: Message, by: str = "Maya") -> None:
    story.slack.person(by).react("tada", message)


def turn(story: Story) -> None:
    """Let one process have one turn."""
    asyncio.run(_turns(story, story.message_reader))


async def _turns(story: Story, *readers: MessageReader) -> None:
    async with story.web_api:
        await asyncio.gather(*(reader.turn() for reader in readers))


def due(story: Story) -> list[timedelta]:
    """Return in how long what is next to be read of each reaction is, the soonest first."""
    with story.transaction() as session:
        waiting = sqlalchemy.select(Reaction.due_at).where(Reaction.due_at.is_not(None))
        return sorted(each - story.clock() for each in session.scalars(waiting) if each)


class TestTurn:
    def test_reads_a_hundred_within_the_limit(self, story: Story) -> None:
        messages = [say(story, f"We moved the export number {n} to it") for n in range(100)]
        for message in messages:
            react(story, message)
        began = story.clock()
        while story.celebrated():
            turn(story)
            story.clock.advance(seconds=1)
        assert story.clock() - began < timedelta(minutes=4)
        with story.transaction() as session:
            assert len(session.scalars(sqlalchemy.select(Win.id)).all()) == 100
        assert len(story.slack.journal.of(HISTORY)) == 100
        assert story.slack.refused.of(HISTORY) == []

    @pytest.mark.sqlite_first
    def test_waits_as_long_as_slack_asks(self, story: Story) -> None:
        story.slack.fail_next(HISTORY, error="ratelimited", retry_after=90)
        for words in ("We moved the export to it", "We moved the import to it"):
            react(story, say(story, words))
        for _second in range(89):
            turn(story)
            story.clock.advance(seconds=1)
        assert (len(story.slack.refused.of(HISTORY)), wins(story)) == (1, [])
        story.clock.advance(seconds=1)
        story.read_messages()
        assert len(wins(story)) == 2

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        "fault",
        [{"error": "internal_error"}, {"status": 500}, {"cut": True, "times": 2}, {"html": True}],
        ids=str,  # a reading that is cut is repeated at once
    )
    def test_tries_again_what_slack_did_not_answer(
        self, story: Story, fault: dict[str, Any]
    ) -> None:
        story.slack.fail_next(HISTORY, **fault)
        react(story, say(story))
        turn(story)
        assert due(story) == [timedelta(minutes=5)]
        story.clock.advance(minutes=5)
        story.read_messages()
        assert wins(story) == [WIN]

    @pytest.mark.sqlite_first
    def test_tells_the_lead_what_slack_has_not_answered_for_a_day(self, story: Story) -> None:
        react(story, say(story))
        for _try in range(26):
            story.slack.fail_next(HISTORY, error="fatal_error")
            turn(story)
            story.clock.advance(hours=1)
        story.settle()
        assert due(story) == []
        assert told(story, "Maya")[-1] == (
            f"{BEGINS}Slack has not let me read it for a day. Please {BY_YOURSELF}"
        )

    @pytest.mark.parametrize(
        ("error", "sentence"),
        [
            (
                "not_in_channel",
                "I am not in that channel, so I cannot read it. Type /invite @Lockstep there and "
                f"react again, or {BY_YOURSELF}",
            ),
            (
                "channel_not_found",
                "I am not in that channel, so I cannot read it. Type /invite @Lockstep there and "
                f"react again, or {BY_YOURSELF}",
            ),
            (
                "missing_scope",
                "Slack does not let me read it. Whoever installed me can change that (python -m "
                f"bot doctor says how); until then, {BY_YOURSELF}",
            ),
            (
                "message_not_found",
                f"it was deleted before I could read it. If it is still true, {BY_YOURSELF}",
            ),
        ],
    )
    def test_tells_the_lead_what_only_they_can_change(
        self, story: Story, error: str, sentence: str
    ) -> None:
        story.slack.fail_next(HISTORY, error=error)
        celebrate(story, say(story))
        assert told(story, "Maya")[-1] == f"{BEGINS}{sentence}"
        assert due(story) == []
        maya = story.slack.person("Maya")
        maya.click("Say it yourself", message=maya.dm()[-1])
        maya.submit({"what": "Moved the export to the new cluster"})
        story.settle()
        assert len(wins(story)) == 1

    @pytest.mark.sqlite_first
    def test_tries_again_when_the_lead_reacts_again(self, story: Story) -> None:
        message = say(story)
        story.slack.fail_next(HISTORY, error="not_in_channel")
        celebrate(story, message)
        story.slack.person("Maya").unreact("tada", message)
        celebrate(story, message)
        assert wins(story) == [WIN]

    @pytest.mark.sqlite_first
    def test_does_not_read_where_it_has_been_removed(self, story: Story) -> None:
        message = say(story)
        react(story, message)
        story.slack.person("Sofia").remove_bot("#it")
        story.read_messages()
        assert wins(story) == []
        assert told(story, "Maya")[-1].startswith(f"{BEGINS}I am not in that channel")

    def test_leaves_in_private_what_has_become_private(self, story: Story) -> None:
        react(story, say(story))
        with story.transaction() as session:
            session.execute(sqlalchemy.text("UPDATE channels SET is_private = true"))
        story.read_messages()
        with story.transaction() as session:
            assert session.scalars(sqlalchemy.select(Reaction.words)).all() == [None]
        assert told(story, "Maya")[-1].startswith(
            f"{BEGINS}what is said in a private channel stays there. Say in your own words"
        )

    @pytest.mark.sqlite_first
    def test_does_without_an_address(self, story: Story) -> None:
        story.slack.fail_next("chat.getPermalink", error="internal_error")
        celebrate(story, say(story))
        assert wins(story) == [WIN]

    def test_gives_nothing_for_who_leads_nobody_any_more(self, story: Story) -> None:
        react(story, say(story))
        with story.transaction() as session:
            session.execute(sqlalchemy.update(Team).values(closed_at=story.clock()))
        story.read_messages()
        assert (wins(story), due(story)) == ([], [])


class TestManyReaders:
    def test_give_one_win(self, story: Story) -> None:
        react(story, say(story))
        bound = {"transaction": story.transaction, "clock": story.clock}
        readers = [MessageReader(story.web_api, **bound) for _each in range(4)]  # type: ignore[arg-type]  # the clock is one
        asyncio.run(_turns(story, *readers))
        story.settle()
        assert wins(story) == [WIN]
        assert len(story.slack.journal.of(HISTORY)) == 1

    def test_give_one_win_for_two_leads(self, story: Story) -> None:
        message = say(story, by="Ana", channel="#general")
        react(story, message)
        react(story, message, by="Ivan")
        with story.transaction() as session:
            first, second = session.scalars(sqlalchemy.select(Reaction).order_by(Reaction.id))
            claimed = reading.claim(session, workspace_ids=[story.workspace.id], now=story.clock())
            session.execute(sqlalchemy.delete(Gate))
            claimed += reading.claim(session, workspace_ids=[story.workspace.id], now=story.clock())
            assert [each.reaction_id for each in claimed] == [first.id, second.id]
        asyncio.run(_read_all(story, claimed))
        story.settle()
        assert len(wins(story)) == 1

    def test_take_over_from_one_that_died(self, story: Story) -> None:
        react(story, say(story))
        with story.transaction() as session:
            reading.claim(session, workspace_ids=[story.workspace.id], now=story.clock())
        turn(story)
        assert wins(story) == []
        story.clock.advance(seconds=31)
        story.read_messages()
        assert wins(story) == [WIN]

    def test_give_way_to_a_form_that_is_sent_in_that_moment(self, story: Story) -> None:
        message = say(story)
        react(story, message)
        with story.transaction() as session:
            (asked,) = reading.claim(session, workspace_ids=[story.workspace.id], now=story.clock())
        found = asyncio.run(_find(story, asked))
        with ThreadPoolExecutor(1) as pool:
            with story.transaction() as session:
                _give(story, session, message)
                recording = pool.submit(story.message_reader._record, asked, found)
                if session.get_bind().dialect.name == "postgresql":
                    until(lambda: bool(session.scalar(WAITS)))
            recording.result()
        story.clock.advance(seconds=31)
        story.read_messages()
        (line,) = wins(story)
        assert "By a form" in line

    @pytest.mark.parametrize("happens", ["removed", "deleted", "edited"])
    def test_do_not_believe_what_was_read_before_it_changed(
        self, story: Story, happens: str
    ) -> None:
        message, ivan = say(story), story.slack.person("Ivan")
        react(story, message)
        with story.transaction() as session:
            (asked,) = reading.claim(session, workspace_ids=[story.workspace.id], now=story.clock())
        found = asyncio.run(_find(story, asked))
        story.clock.advance(seconds=3)
        if happens == "removed":
            story.slack.person("Maya").unreact("tada", message)
        elif happens == "deleted":
            ivan.delete(message)
        else:
            ivan.edit("We moved every export to the new cluster", message)
        story.message_reader._record(asked, found)
        assert wins(story) == []
        story.read_messages()
        assert [each[:45] for each in wins(story)] == (
            ["• WIN-1 @Ivan Kovac: We moved every export to"] if happens == "edited" else []
        )


WAITS = sqlalchemy.text("SELECT count(*) FROM pg_locks WHERE NOT granted")


def _give(story: Story, session: Session, message: Message) -> None:
    team = teams.list_teams(session, story.workspace.id)[0]
    source = source_of_message(message.channel, message.ts)
    gift = Gift("By a form, with other words", ["U0IVAN00003"], team, source=source)
    giving.give(session, story.workspace.id, gift, by="U0SOFIA0005", now=story.clock())


async def _read_all(story: Story, claimed: list[reading.Asked]) -> None:
    async with story.web_api:
        await asyncio.gather(*(story.message_reader._read(each) for each in claimed))


async def _find(story: Story, asked: reading.Asked) -> Any:
    async with story.web_api:
        return await story.message_reader._find(asked)


class TestForgetReactions:
    @pytest.mark.sqlite_first
    def test_keeps_what_may_still_be_taken_back(self, story: Story) -> None:
        message = say(story)
        celebrate(story, message)
        story.pass_time(hours=23)
        take_back(story, message)
        assert wins(story) == []

    def test_forgets_after_a_week(self, story: Story) -> None:
        celebrate(story, say(story))
        story.pass_time(days=7, seconds=1)
        with story.transaction() as session:
            assert session.scalars(sqlalchemy.select(Reaction.id)).all() == []
        assert wins(story) == [WIN]
