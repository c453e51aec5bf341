"""Random lives of wins, through Slack: what is told equals what the table says, exactly once."""

from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from random import Random

import pytest
import sqlalchemy

from bot.wins import jobs
from bot.wins.models import Told, Win
from bot.wins.operations.editing import ChangedMeanwhile
from bot.wins.operations.giving import AlreadyGiven, CannotUndo
from bot.wins.rules import Reach, State
from sandbox import Message
from sandbox.delivery import Ack, Delivery
from sandbox.people.errors import CannotDo
from tests.story import Story
from tests.wins.world import ANA, BO, IVAN, MAYA, World

CHANNELS = {"C0MARKETNG2": "#marketing", "C0IT0000003": "#it"}
STEPS = 12
IN_A_STORY = 50
"""Histories: the next begins where the last one ended, on the same company."""

STORIES = [
    pytest.param(0, IN_A_STORY // 2, id="25 histories"),
    *(
        pytest.param(seed, IN_A_STORY, marks=pytest.mark.faults, id=f"{IN_A_STORY} more, {seed}")
        for seed in range(1, 21)
    ),
]
"""Seeds and numbers: `make faults` tells of a thousand histories on each database."""


class Life:
    """What may happen to a message, and to the wins that come from it or from a form."""

    def __init__(self, story: Story, random: Random) -> None:
        self.story = story
        self.random = random
        self.world = World(story.transaction, story.clock, story.workspace.id)
        self.said = 0
        self.message: Message | None = None
        self.delivered: list[Delivery] = []
        story.slack.deliver_to(self.receive)
        self.steps: list[Callable[[], object]] = [
            *(self.react, self.react, self.unreact, self.read, self.read),
            *(self.rephrase, self.delete, self.give, self.undo, self.change, self.cheer),
            *(self.again, self.wait, self.wait),
        ]

    def receive(self, delivery: Delivery) -> Ack:
        if delivery.kind == "events_api":
            self.delivered.append(delivery)
        return self.story.receive(delivery)

    def live(self) -> None:
        """Let somebody say something, and things happen to it."""
        self.message = self.story.slack.person("Ivan").say(self.words(), channel="#it")
        for _step in range(STEPS):
            with suppress(AlreadyGiven, CannotDo, CannotUndo, ChangedMeanwhile):
                self.random.choice(self.steps)()
        self.read()

    def words(self) -> str:
        self.said += 1
        return f"We shipped part {self.said} of the checkout together"

    def react(self) -> None:
        assert self.message
        self.story.slack.person("Maya").react("tada", self.message)

    def unreact(self) -> None:
        assert self.message
        self.story.slack.person("Maya").unreact("tada", self.message)

    def read(self) -> None:
        self.story.read_messages()

    def rephrase(self) -> None:
        assert self.message
        self.message = self.story.slack.person("Ivan").edit(self.words(), self.message)

    def delete(self) -> None:
        if self.message and self.random.random() < 0.3:
            self.story.slack.person("Ivan").delete(self.message)

    def give(self) -> None:
        reach = self.random.choice([*Reach])
        self.world.give(self.random.choice((IVAN, BO)), what=self.words(), reach=reach)

    def undo(self) -> None:
        self.world.undo(self.any_win(), self.random.choice((MAYA, IVAN, BO)))

    def change(self) -> None:
        people = self.random.sample((IVAN, BO, ANA), 2)
        self.world.edit(self.any_win(), what=self.words(), people=people)

    def cheer(self) -> None:
        self.world.cheer(self.any_win(), self.random.choice((ANA, IVAN)))

    def again(self) -> None:
        """Slack sends an event again, of which it has lost the answer."""
        if self.delivered:
            self.story.receive(self.random.choice(self.delivered[-6:]))

    def wait(self) -> None:
        self.story.clock.advance(hours=self.random.randrange(1, 30))
        jobs.tell(transaction=self.story.transaction, now=self.story.clock())

    def any_win(self) -> int:
        """Return one of the newest wins; raise CannotDo if there is none."""
        with self.story.transaction() as session:
            newest = sqlalchemy.select(Win.id).order_by(Win.id.desc()).limit(3)
            ids = session.scalars(newest).all()
        if not ids:
            raise CannotDo("there is no win yet")
        return self.random.choice(ids)


def check(story: Story) -> None:
    """Every win that stands is told once in each channel that it may go to; no other is."""
    with story.transaction() as session:
        wins = session.scalars(sqlalchemy.select(Win)).all()
        told = Counter((each.win_id, each.channel_id) for each in session.scalars(_TOLD))
    assert set(told.values()) <= {1}
    sources = [win.source for win in wins if win.source]
    assert len(sources) == len(set(sources))
    for channel_id, name in CHANNELS.items():
        shown = "\n".join(
            each.plain
            for each in story.slack.channel(name).messages
            if each.user == story.workspace.bot_user_id
        )
        for win in wins:
            goes_there = win.reach is not Reach.TEAM or name == "#marketing"
            is_shown = win.state is State.GIVEN and goes_there
            assert shown.count(f"{win.name}, from") == is_shown, (win.name, name)
            assert (shown.count(f"{win.what}\n{win.name}, from")) == is_shown, (win.name, name)
            if is_shown:
                assert told[win.id, channel_id] == 1


_TOLD = sqlalchemy.select(Told)


class TestHistories:
    @pytest.mark.parametrize(("seed", "number"), STORIES)
    def test_end_in_posts_that_say_what_the_table_says(
        self, story: Story, seed: int, number: int
    ) -> None:
        story.set_up()
        story.sync()
        life = Life(story, Random(seed))  # noqa: S311 (a story that is told again, no secret)
        life.wait()
        for _history in range(number):
            life.live()
        for _hour in range(4 * 24):
            story.clock.advance(hours=1)
            jobs.tell(transaction=story.transaction, now=story.clock())
        story.settle()
        check(story)
