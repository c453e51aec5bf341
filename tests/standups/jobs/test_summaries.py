"""What is summed up stays valid in Slack, however many say however much; moods name nobody."""

import json

import pytest
import sqlalchemy

from bot.standups.blocks import spoken, words
from bot.standups.blocks import summary as blocks
from bot.standups.models import Mood, Turn
from bot.standups.queries import rounds
from bot.standups.queries.summaries import get_summary
from bot.standups.rules import State
from bot.standups.rules.lines import LINE_MAX, LINES_MAX
from tests.hostile import check, texts
from tests.standups.world import ANA, IT, IVAN, MARKETING, MAYA, World

LONG = "All of it was much longer than anybody would ever read. " * 60


def told(world: World) -> tuple[blocks.Drawn, list[blocks.Drawn]]:
    """Return the summary of the first round, and what each said, as they are drawn now."""
    with world.transaction() as session:
        round_ = rounds.get_round(session, workspace_id=world.workspace_id, round_id=1)
        summary = get_summary(session, round_)
        theirs = [drawn for each in summary.spoken for drawn in spoken.person(each, summary)]
        return blocks.summary(summary), theirs


@pytest.mark.sqlite_first
class TestSummary:
    def test_of_two_hundred_who_say_all_they_can_is_valid(self, world: World) -> None:
        people = [f"U0FACE{number:05}" for number in range(198)]
        world.join(MARKETING.channel_id, *people[::2])
        world.join(IT.channel_id, *people[1::2])
        both = (1, 2)
        world.set_up(team_ids=both, has_mood=True)
        world.pass_time(hours=1)
        plan = [f"{number} {'x' * (LINE_MAX - 3)}" for number in range(LINES_MAX)]
        answers = {key: LONG[:3000] for key in ("done", "plan", "blocker", "win")}
        for user_id in (MAYA, ANA, *people):
            world.answer(user_id, answers=answers, plan=plan, mood=4)
        world.pass_time(days=2)
        drawn, theirs = told(world)
        for text, shown in (drawn, *theirs):
            check({"text": text, "blocks": shown})
            assert words.length(shown) < 11_000
        said = json.dumps(drawn[1], ensure_ascii=False)
        # Maya, Ana and 198 more answered; Ivan and Bo did not.
        assert "*200 of 202 answered*, mood 4 of 5." in said
        assert said.count("…and 190 more in the thread.") == 2  # what is in the way, and wins
        for more in (91, 89):  # what each team does next
            assert said.count(f"…and {more} more in the thread.") == 1
        # Each has twelve thousand characters to say: more than one message takes.
        assert len(world.said("standup:1:words:")) == len(theirs) == 400
        everything = "".join(
            block["text"]["text"]
            for _text, shown in theirs[:2]
            for block in shown
            if block["type"] == "section"
        )
        assert everything.count(LONG[:3000].strip()) == 4

    def test_of_somebody_who_says_less_afterwards_keeps_no_words(self, world: World) -> None:
        world.set_up()
        world.pass_time(hours=1)
        world.answer(MAYA, answers={key: LONG[:3000] for key in ("done", "plan", "blocker", "win")})
        world.pass_time(days=2)
        assert world.said("standup:1:words:") == ["Face 001 answered"] * 2
        world.answer(MAYA, answers={"done": "A page"})
        assert world.said("standup:1:words:") == [
            "Face 001 answered",
            "What was here is shorter now.",
        ]

    @pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
    @pytest.mark.parametrize("hostile", texts())
    def test_shows_words_as_they_were_typed(self, world: World, hostile: str) -> None:
        typed = hostile.encode(errors="ignore").decode().replace("\0", "")
        world.set_up()
        world.pass_time(hours=1)
        line = " ".join(typed.split())[:250]
        world.answer(MAYA, answers={"done": typed, "blocker": typed, "win": typed}, plan=[line])
        drawn, theirs = told(world)
        for text, shown in (drawn, *theirs):
            check({"text": text, "blocks": shown})


class TestMood:
    def test_is_told_of_five_and_joined_to_nobody(self, world: World) -> None:
        people = [f"U0FACE{number:05}" for number in range(4)]
        world.join(MARKETING.channel_id, *people)
        world.set_up(has_mood=True)
        world.pass_time(hours=1)
        for user_id, mood in zip((MAYA, *people), (5, 4, 4, 2, 1), strict=True):
            world.answer(user_id, mood=mood)
        world.answer(MAYA, mood=1)  # who has said it, cannot change it: nobody knows which it was
        world.pass_time(days=2)
        assert world.said("standup:1:in:")[0].endswith("*5 of 6 answered*, mood 3 of 5.")
        with world.transaction() as session:
            counts = session.execute(sqlalchemy.select(Mood.value, Mood.people)).all()
            answers = session.scalars(sqlalchemy.select(Turn.answers)).all()
        assert dict(tuple(row) for row in counts) == {1: 1, 2: 1, 3: 0, 4: 2, 5: 1}
        assert not [each for each in answers if "mood" in each]
        assert {column.name for column in Mood.__table__.columns} == {
            *("id", "workspace_id", "round_id", "value", "people")
        }

    @pytest.mark.sqlite_first
    def test_is_not_told_of_four_nor_changed_after_the_end(self, world: World) -> None:
        people = [f"U0FACE{number:05}" for number in range(4)]
        world.join(MARKETING.channel_id, *people)
        world.set_up(has_mood=True)
        world.pass_time(hours=1)
        for user_id in people:
            world.answer(user_id, mood=4)
        world.pass_time(days=2)
        assert world.said("standup:1:in:")[0].endswith("*4 of 6 answered*.")
        world.answer(MAYA, mood=1)
        assert world.said("standup:1:in:")[0].endswith("*5 of 6 answered*.")


class TestTeams:
    def test_have_a_part_each_by_initiative_first(self, world: World) -> None:
        world.set_up(team_ids=(1, 2))
        world.pass_time(hours=1)
        world.answer(MAYA, plan=["Write the letter"])
        world.answer(IVAN, plan=["Repair the export"])
        drawn, _theirs = told(world)
        assert [block["text"]["text"] for block in drawn[1] if block["type"] == "section"] == [
            "*2 of 4 answered*.",
            "*Marketing next*\n• Face 001: Write the letter",
            "*IT next*\n• Face 003: Repair the export",
        ]

    @pytest.mark.sqlite_first
    def test_keep_who_moves_on_where_they_were_asked(self, world: World) -> None:
        world.set_up(team_ids=(1, 2))
        world.pass_time(hours=1)
        world.answer(ANA, plan=["Write the letter"])
        world.leave(MARKETING.channel_id, ANA)
        world.join(IT.channel_id, ANA)
        world.pass_time(days=2)
        drawn, _theirs = told(world)
        assert "*Marketing next*\n• Face 002: Write the letter" in str(drawn[1]).replace(
            "\\n", "\n"
        )
        world.pass_time(days=5, hours=2)
        assert world.turn_of(ANA).state is State.ASKED
        assert world.turn_of(ANA).team_id == 2
