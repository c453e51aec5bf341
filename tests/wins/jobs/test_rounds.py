"""Sponsors read of wins every month, and leads hear once whom nobody has thanked."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
import sqlalchemy

from bot.nudges.models import QueuedNudge
from bot.permissions import Role
from bot.roadmap.models import Initiative
from bot.slack import block_kit
from bot.teams.models import Team
from bot.wins.blocks import rounds as blocks
from bot.wins.jobs import rounds
from bot.wins.models import Periodical
from bot.wins.operations import configuring
from bot.wins.operations import rounds as operations
from bot.wins.rules import Reach, Rhythm, Round
from bot.wins.rules.choices import Choices
from tests.decisions.scenes import told
from tests.hostile import HOSTILE, check
from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS
from tests.wins.world import BO, IVAN, MAYA, SOFIA, World

DECEMBER = datetime.fromisoformat("2026-12-01T09:00+00:00")


def go_round(world: World, *, days: float = 0) -> None:
    """Let days pass, and the clock look."""
    world.clock.advance(days=days)
    rounds.go_round(transaction=world.transaction, now=world.clock())


def waiting(world: World, key: str) -> list[tuple[str, str]]:
    """Return who is told what by nudges whose keys begin so."""
    with world.transaction() as session:
        found = sqlalchemy.select(QueuedNudge).where(QueuedNudge.key.like(f"{key}%"))
        return [
            (each.user_id, each.text) for each in session.scalars(found.order_by(QueuedNudge.id))
        ]


def choose(world: World, rhythm: Rhythm) -> None:
    with world.transaction() as session:
        configuring.choose(
            session,
            world.workspace_id,
            Choices(rhythm=rhythm),
            seen=Choices(),
            roles={Role.LEAD},
        )
        operations.reschedule(session, world.workspace_id, now=world.clock())


@pytest.fixture
def rounded(world: World) -> World:
    """Its rounds have begun."""
    go_round(world)
    return world


class TestSummary:
    @pytest.mark.sqlite_first
    def test_comes_once_on_the_first_working_morning_of_the_month(self, rounded: World) -> None:
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        for _day in range(40):
            go_round(rounded, days=1)
        text = (
            "1 win since Sun 22 Nov 2026, 1 of them across teams (100 %). "
            f"<@{IVAN}>: Shipped the new checkout in two weeks (WIN-1)"
        )
        assert waiting(rounded, "wins:summary:") == [(SOFIA, text)]

    def test_is_made_once_by_two_workers(self, rounded: World) -> None:
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        rounded.clock.advance(days=9)
        with ThreadPoolExecutor(4) as workers:
            for _round in range(3):
                each = [workers.submit(go_round, rounded) for _worker in range(4)]
                assert [one.result() for one in each] == [None] * 4
        assert len(waiting(rounded, "wins:summary:")) == 1

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("reach", [Reach.TEAM, Reach.EVERYBODY])
    def test_says_nothing_of_what_goes_less_far(self, rounded: World, reach: Reach) -> None:
        rounded.give(IVAN, reach=reach)
        go_round(rounded, days=12)
        assert waiting(rounded, "wins:summary:") == []

    @pytest.mark.sqlite_first
    def test_says_nothing_of_what_was_taken_back(self, rounded: World) -> None:
        rounded.undo(rounded.give(IVAN, reach=Reach.EXECUTIVES).win.id)
        go_round(rounded, days=12)
        assert waiting(rounded, "wins:summary:") == []

    @pytest.mark.sqlite_first
    def test_leaves_for_the_next_what_may_be_taken_back(self, rounded: World) -> None:
        rounded.clock.advance(days=7, hours=20)
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        go_round(rounded, days=0.5)
        assert waiting(rounded, "wins:summary:") == []
        for _day in range(40):
            go_round(rounded, days=1)
        assert len(waiting(rounded, "wins:summary:")) == 1

    def test_covers_an_outage_in_one(self, rounded: World) -> None:
        for _month in range(3):
            rounded.give(IVAN, reach=Reach.EXECUTIVES)
            rounded.clock.advance(days=30)
        go_round(rounded)
        go_round(rounded)
        ((_sponsor, text),) = waiting(rounded, "wins:summary:")
        assert text.startswith("3 wins since Sun 22 Nov 2026, 3 of them across teams (100 %).")

    def test_stays_one_message_of_many(self, rounded: World) -> None:
        with rounded.transaction() as session:
            ids = [initiative(session, rounded, number, "<&>" * 25) for number in range(1, 12)]
        for number in range(200):
            with rounded.transaction() as session:
                chosen = session.get(Initiative, ids[number % 11]) if number % 12 else None
                session.expunge_all()
            rounded.give(
                IVAN, BO, what="<&>" * 160 + WORDS, initiative=chosen, reach=Reach.EXECUTIVES
            )
        go_round(rounded, days=9)
        ((_sponsor, text),) = waiting(rounded, "wins:summary:")
        assert text.startswith("200 wins since Sun 22 Nov 2026, 200 of them across teams (100 %).")
        with rounded.transaction() as session:
            drawn = session.scalars(
                sqlalchemy.select(QueuedNudge.blocks).where(QueuedNudge.key.like("wins:summary:%"))
            ).one()
        assert len(drawn) <= 12
        assert max(len(each["text"]["text"]) for each in drawn[:-1]) <= 3000
        assert "of other initiatives. `/win list` shows them all." in str(drawn[-1])

    @pytest.mark.parametrize("words", HOSTILE.values(), ids=HOSTILE)
    def test_calls_nobody_and_is_taken_by_slack(self, rounded: World, words: str) -> None:
        typed = block_kit.storable(words)
        with rounded.transaction() as session:
            id_ = initiative(session, rounded, 1, typed[:80])
            chosen = session.get(Initiative, id_)
            session.execute(sqlalchemy.update(Team).values(name=typed[:30]))
            session.expunge_all()
        for _win in range(5):
            what = typed[:400] + WORDS
            rounded.give(IVAN, what=what, initiative=chosen, reach=Reach.EXECUTIVES)
        for _week in range(10):
            go_round(rounded, days=7)
        with rounded.transaction() as session:
            told = sqlalchemy.select(QueuedNudge).where(QueuedNudge.key.like("wins:%"))
            found = session.scalars(told).all()
            assert {each.key.split(":")[1] for each in found} == {"summary", "unthanked"}
            for each in found:
                said = json.dumps({"text": each.text, "blocks": each.blocks})
                check(json.loads(said.replace(f"<@{BO}>", "Bo")))  # who is named on purpose

    @pytest.mark.sqlite_first
    def test_comes_as_leads_have_chosen(self, rounded: World) -> None:
        choose(rounded, Rhythm.NEVER)
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        go_round(rounded, days=12)
        assert waiting(rounded, "wins:summary:") == []

    def test_comes_every_week_if_they_want_it_so(self, rounded: World) -> None:
        choose(rounded, Rhythm.WEEKLY)
        with rounded.transaction() as session:
            due = sqlalchemy.select(Periodical.due_at).where(Periodical.kind == Round.SUMMARY)
            assert session.scalars(due).one() == DECEMBER - timedelta(days=1)
        for _week in range(3):
            rounded.give(IVAN, reach=Reach.EXECUTIVES)
            go_round(rounded, days=7)
        assert len(waiting(rounded, "wins:summary:")) == 3

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize("hours", [-48, -1, 0], ids=["on Saturday", "at eight", "at nine"])
    def test_is_not_put_off_by_whoever_saves_the_settings(self, rounded: World, hours: int) -> None:
        """1 March 2027 is a Monday; the month before was told of."""
        go_round(rounded, days=10)
        go_round(rounded, days=65)
        march = datetime.fromisoformat("2027-03-01T09:00+00:00")
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        rounded.clock.advance(hours=(march - rounded.clock()) / timedelta(hours=1) + hours)
        with rounded.transaction() as session:
            operations.reschedule(session, rounded.workspace_id, now=rounded.clock())
        rounded.clock.advance(hours=-hours)
        go_round(rounded)
        go_round(rounded)
        assert len(waiting(rounded, "wins:summary:20270301")) == 1

    @pytest.mark.sqlite_first
    def test_is_not_told_again_by_whoever_saves_the_settings(self, rounded: World) -> None:
        choose(rounded, Rhythm.WEEKLY)
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        go_round(rounded, days=7)
        rounded.give(IVAN, reach=Reach.EXECUTIVES)
        with rounded.transaction() as session:
            operations.reschedule(session, rounded.workspace_id, now=rounded.clock())
        for _day in range(6):
            go_round(rounded, days=1)
        assert len(waiting(rounded, "wins:summary:")) == 1


class TestCoverage:
    @pytest.mark.sqlite_first
    def test_tells_leads_once_whom_nobody_has_thanked(self, rounded: World) -> None:
        """Ivan and Bo lead IT: each is told of the other, and of themselves nobody is."""
        rounded.give(IVAN)
        heard: dict[str, list[int]] = {IVAN: [], BO: [], MAYA: []}
        for week in range(1, 30):
            if week == 12:
                rounded.give(BO)
            before = len(waiting(rounded, "wins:unthanked:"))
            go_round(rounded, days=7)
            for lead, text in waiting(rounded, "wins:unthanked:")[before:]:
                heard[lead].append(week)
                other = IVAN if lead == BO else BO
                assert text == (
                    f"Nobody has thanked <@{other}> of IT in the last 60 days. What did this "
                    "person do well?"
                )
        assert heard == {IVAN: [9, 20], BO: [9], MAYA: []}

    def test_says_how_many_there_was_no_room_for(self) -> None:
        text, _blocks = blocks.unthanked("IT", [f"U{number}" for number in range(37)])
        assert text.count("<@U") == 30
        assert "<@U28> and <@U29> and 7 more of IT" in text


class TestStory:
    def test_reads_well(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        story.sync()
        scenes.give(story, "@Ivan @Bo")
        story.slack.person("Maya").close_modal()
        scenes.give(story, "@Ana", reach="Everybody here")
        for _day in range(9):
            story.pass_time(days=1)
        (shown,) = [each for each in story.slack.person("Sofia").dm() if "since" in each.plain]
        assert shown.plain == (
            "1 win since Sun 22 Nov 2026, 1 of them across teams (100 %).\n"
            f"• @Ivan Kovac and @Bo Chen: {WORDS} (WIN-1)\n"
            "/win list shows them all."
        )
        for _week in range(9):
            story.pass_time(days=7)
        said = [each for each in told(story, "Maya") if each.startswith("Nobody has thanked")]
        assert said == [
            "Nobody has thanked @Ana Ribeiro of Marketing in the last 60 days. What did this "
            "person do well?"
        ]
        maya = story.slack.person("Maya")
        maya.close_modal()
        nudge = next(each for each in maya.dm() if "Celebrate a win" in each.buttons)
        maya.click("Celebrate a win", message=nudge)
        assert maya.modal
        assert maya.modal.title == "Celebrate a win"


def initiative(session: sqlalchemy.orm.Session, world: World, number: int, title: str) -> int:
    """Add an initiative; return its id."""
    now = world.clock()
    made = Initiative(
        workspace_id=world.workspace_id,
        number=number,
        view_id=f"VI{number}",
        title=title,
        folded=title,
        outcome="It works",
        why="Because",
        channel_id=None,
        target_on=now.date(),
        stage="active",
        cadence="by_date",
        version=1,
        created_by=MAYA,
        created_at=now,
        changed_by=MAYA,
        changed_at=now,
    )
    session.add(made)
    session.flush()
    return made.id
