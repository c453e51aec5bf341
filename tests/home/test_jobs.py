"""Homes are kept fresh: for those whom something new concerns, and for nobody else."""

import pytest
import sqlalchemy

from bot.escalations.models import EscalationEvent
from bot.escalations.rules import Move
from bot.home import jobs
from bot.home.models import Feed, Home
from tests.escalations import scenes as escalations
from tests.home import scenes
from tests.story import Story


def refresh(story: Story) -> None:
    """Read the news once, and send what it led to."""
    jobs.refresh(transaction=story.transaction, now=story.clock())
    story.send()


def names(story: Story, user_ids: list[str]) -> list[str]:
    known = {story.slack.person(name).id: name for name in ("Maya", "Ivan", "Bo", "Sofia")}
    return sorted(known[user_id] for user_id in user_ids)


def bookmark(story: Story) -> dict[str, object]:
    with story.transaction() as session:
        feed = session.scalars(sqlalchemy.select(Feed)).one()
        found: dict[str, object] = feed.bookmarks["escalations"]
        return found


def drawn_at(story: Story, name: str) -> object:
    of_one = Home.user_id == story.slack.person(name).id
    with story.transaction() as session:
        return session.scalars(sqlalchemy.select(Home.drawn_at).where(of_one)).one()


def all_open(story: Story) -> int:
    """Let four people open their Homes; return how many have been published so far."""
    for name in ("Maya", "Ivan", "Bo", "Sofia"):
        scenes.open_home(story, name)
    return len(scenes.published(story))


class TestRefresh:
    @pytest.mark.sqlite_first
    def test_shows_those_whom_it_concerns_what_is_new(self, story: Story) -> None:
        story.set_up()
        before = all_open(story)
        escalations.raise_one(story)
        assert names(story, scenes.published(story)[before:]) == ["Ivan", "Maya"]
        assert scenes.texts(story, "Ivan")[0] == "Waiting on me (1)"

    @pytest.mark.sqlite_first
    def test_draws_those_alone_and_publishes_what_has_changed_alone(self, story: Story) -> None:
        """Sofia may come to be asked, so hers is looked at; there is nothing new on it."""
        story.set_up()
        before = all_open(story)
        opened_at = story.clock()
        story.clock.advance(minutes=1)
        escalations.raise_one(story)
        assert drawn_at(story, "Sofia") > opened_at
        assert drawn_at(story, "Bo") == opened_at
        assert "Sofia" not in names(story, scenes.published(story)[before:])

    @pytest.mark.sqlite_first
    def test_shows_everybody_who_is_asked_when_it_goes_up(self, story: Story) -> None:
        story.set_up()
        all_open(story)
        escalations.raise_one(story)
        assert scenes.texts(story, "Ivan")[0] == "Waiting on me (1)"
        story.pass_time(minutes=31)
        assert scenes.texts(story, "Ivan")[0] == "Waiting on me"
        assert scenes.texts(story, "Sofia")[0] == "Waiting on me (1)"

    @pytest.mark.sqlite_first
    def test_shows_everybody_that_the_teams_are_set_up(self, story: Story) -> None:
        scenes.open_home(story, "Bo")
        story.set_up()
        assert scenes.texts(story, "Bo")[0] == "Waiting on me"

    @pytest.mark.sqlite_first
    def test_does_nothing_when_nothing_is_new(self, story: Story) -> None:
        story.set_up()
        before = all_open(story)
        story.pass_time(minutes=1)
        marked = bookmark(story)
        story.pass_time(minutes=1)
        assert bookmark(story) == marked
        assert len(scenes.published(story)) == before

    @pytest.mark.sqlite_first
    def test_leaves_homes_alone_at_which_nobody_looks_any_more(self, story: Story) -> None:
        story.set_up()
        all_open(story)
        story.pass_time(days=8)
        before = len(scenes.published(story))
        escalations.raise_one(story)
        assert len(scenes.published(story)) == before
        assert scenes.open_home(story, "Ivan")[0] == "Waiting on me (1)"

    @pytest.mark.sqlite_first
    def test_tells_of_each_event_once(self, story: Story) -> None:
        story.set_up()
        all_open(story)
        escalations.raise_one(story)
        told_at = drawn_at(story, "Ivan")
        for _ in range(5):
            story.clock.advance(seconds=10)
            refresh(story)
        assert drawn_at(story, "Ivan") == told_at
        assert bookmark(story)["told"] == []

    def test_sees_an_event_that_is_committed_after_a_later_one(self, story: Story) -> None:
        """Ids are given out before the commit: a slow transaction has a low one."""
        story.set_up()
        escalations.raise_one(story)
        all_open(story)
        story.pass_time(minutes=1)
        told_at = drawn_at(story, "Ivan")
        write_event(story, 1_000_002)
        refresh(story)
        assert drawn_at(story, "Ivan") == story.clock() != told_at
        story.clock.advance(seconds=5)
        write_event(story, 1_000_001)
        refresh(story)
        assert drawn_at(story, "Ivan") == story.clock()
        story.clock.advance(minutes=1)
        refresh(story)
        assert bookmark(story) == {"settled": 1_000_002, "told": []}

    def test_draws_many_in_turns(self, story: Story) -> None:
        story.set_up()
        with story.transaction() as session:
            row = {"workspace_id": story.workspace.id, "opened_at": story.clock(), "pages": {}}
            stale = [
                row | {"user_id": f"U{each}", "stale_at": story.clock()}
                for each in range(jobs.BATCH + 1)
            ]
            session.execute(sqlalchemy.insert(Home), stale)
        now = story.clock()
        assert jobs.refresh(transaction=story.transaction, now=now) == now
        assert jobs.refresh(transaction=story.transaction, now=now) is None


def write_event(story: Story, id_: int) -> None:
    """Write something that happened to the one escalation down, with an id of our choice."""
    with story.transaction() as session:
        session.execute(
            sqlalchemy.insert(EscalationEvent).values(
                id=id_,
                workspace_id=story.workspace.id,
                escalation_id=1,
                move=Move.ADVANCE,
                level=0,
                changed={},
                at=story.clock(),
            )
        )
