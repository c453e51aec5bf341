"""What people say in stand-ups is read where it is summed up, and nothing private slips in."""

import re
from collections.abc import Iterator

import pytest
import sqlalchemy

from bot.errors import InvalidInput
from bot.escalations.models import Escalation
from bot.escalations.operations.raising import Problem
from bot.escalations.rules import Urgency
from bot.nudges.models import QueuedNudge
from bot.outbox.models import OutboxMessage
from bot.standups import notices
from bot.standups.operations import blocking
from bot.teams import queries as team_queries
from tests import privacy
from tests.standups import scenes
from tests.standups.world import ANA, BO, IT, IVAN, MARKETING, MAYA, World
from tests.story import Story

SECRET, NEED = "Somebody reads our mail", "Find out who and how"
NAMED = re.compile(r"ESC-\d|reads our mail|Find out who")
SAID = {
    "done": "Sent the letters to the printer",
    "plan": "Call the printer back",
    "blocker": "The printer wants money first",
}


def readers(story: Story, words: str) -> set[str]:
    """Return who could read words, by their names."""
    found = set(privacy.readers(story.slack, story.watch, words))
    users = story.slack.workspace.users
    return {users[each].name if each in users else each for each in found}


class TestWords:
    def test_are_read_by_nobody_else_until_they_are_summed_up(self, asked: Story) -> None:
        scenes.answer(asked, **SAID)
        for words in SAID.values():
            assert readers(asked, words) == {"maya"}

    def test_are_read_in_the_channels_of_the_summary(self, asked: Story) -> None:
        scenes.answer(asked, **SAID)
        scenes.days(asked, 2)
        inside = {
            each.name
            for each in asked.slack.workspace.users.values()
            if each.id in asked.slack.channel("#marketing").members and not each.is_bot
        }
        assert "ivan" not in inside
        for words in SAID.values():
            assert readers(asked, words) == inside

    def test_are_read_by_whoever_tries_it_alone(self, company: Story) -> None:
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        maya.command("/standup", "list", channel="#marketing")
        maya.click("Look")
        maya.click("Try it on me")
        maya.close_modal()
        company.settle()
        scenes.answer(company, **SAID)
        scenes.days(company, 1)
        for words in SAID.values():
            assert readers(company, words) == {"maya"}

    def test_are_said_in_a_standup_though_the_win_is_for_a_team_alone(self, company: Story) -> None:
        """Whoever says it where others read it has told them: the scan does not cry wolf."""
        scenes.set_up(company, **{"Where does the summary go?": ["#general"]})
        company.pass_time(minutes=31)
        words = "Ivan repaired the export on Sunday"
        scenes.answer(company, win=words)
        maya = company.slack.person("Maya")
        maya.click("Celebrate it")
        filled = {"Who did it?": ["Ivan"], "reach": "My team only"}
        assert maya.submit(filled).error is None
        scenes.days(company, 2)
        assert "bo" in readers(company, words)


def block(world: World) -> None:
    """Maya raises something in the stand-up of both teams, and Ana joins."""
    world.set_up(team_ids=(1, 2), channel_ids=(MARKETING.channel_id, IT.channel_id))
    world.pass_time(hours=1)
    maya, ana, now = world.turn_of(MAYA), world.turn_of(ANA), world.clock()
    with world.transaction() as session:
        teams = team_queries.list_teams(session, world.workspace_id)
        turn, escalation = blocking.raise_(
            session,
            world.workspace_id,
            maya.id,
            Problem(SECRET, NEED, Urgency.NORMAL),
            answering_team=teams[1],
            teams=teams,
            view_id="VBLOCKED",
            by=MAYA,
            now=now,
        )
        notices.tell_blocked(session, turn, now=now)
        raised = escalation.id
    with world.transaction() as session:
        join = {"words": "My report, too", "by": ANA, "now": now}
        turn, _joined = blocking.join(session, world.workspace_id, ana.id, raised, **join)
        notices.tell_blocked(session, turn, now=now)


@pytest.fixture
def turned_private(world: World) -> World:
    """What Maya raised in a stand-up, and Ana joined, has become private."""
    block(world)
    with world.transaction() as session:
        session.execute(sqlalchemy.update(Escalation).values(private_at=world.clock()))
    return world


def told(world: World) -> Iterator[str]:
    """Yield all that stand-ups have posted, as it stands now, and tell leads."""
    with world.transaction() as session:
        of_standups = OutboxMessage.key.startswith("standup:")
        for message in session.scalars(sqlalchemy.select(OutboxMessage).where(of_standups)):
            yield str(message.payload)
        for nudge in session.scalars(sqlalchemy.select(QueuedNudge)):
            yield str([nudge.text, nudge.blocks])


class TestWhatBecamePrivate:
    def test_is_in_no_summary_and_in_nobodys_receipt(self, turned_private: World) -> None:
        world = turned_private
        for user_id in (MAYA, ANA, IVAN):
            world.answer(user_id)
        world.pass_time(days=2)
        world.answer(BO)  # late: the summary is told again
        world.answer(MAYA, answers={"done": "More of it"})
        everything = list(told(world))
        assert sum("More of it" in each for each in everything) == 3  # her receipt, two channels
        assert [each for each in everything if NAMED.search(each)] == []

    def test_was_named_before(self, world: World) -> None:
        """What the test above looks for is there as long as it is not private."""
        block(world)
        for user_id in (MAYA, ANA, IVAN):
            world.answer(user_id)
        world.pass_time(days=2)
        named = [each for each in told(world) if NAMED.search(each)]
        assert len(named) == 5  # two summaries, the receipts of the two, and of whom it asks

    def test_cannot_be_joined_any_more(self, turned_private: World) -> None:
        world = turned_private
        bo = world.turn_of(BO)
        with pytest.raises(InvalidInput, match="became private"), world.transaction() as session:
            blocking.join(
                session, world.workspace_id, bo.id, 1, words="Mine, too", by=BO, now=world.clock()
            )
