"""Answering: what is kept, what is changed afterwards, and what is told to whom."""

import pytest
import sqlalchemy

from bot.standups.models import Draft, LineReport, Turn
from bot.standups.rules import State
from tests.decisions.scenes import told, whispers
from tests.standups import scenes
from tests.standups.scenes import DONE, PLAN
from tests.story import Story, altered


def turn(story: Story, user_id: str = "U0MAYA00001") -> Turn:
    with story.transaction() as session:
        newest = sqlalchemy.select(Turn).where(Turn.user_id == user_id).order_by(Turn.id.desc())
        return session.scalars(newest.limit(1)).one()


def kept(story: Story) -> list[dict[str, object]]:
    with story.transaction() as session:
        return [each.fields for each in session.scalars(sqlalchemy.select(Draft))]


def errors(story: Story) -> dict[str, str]:
    modal = story.slack.person("Maya").modal
    assert modal
    return dict(modal.errors)


def typed(story: Story, version: int = 0) -> str | None:
    """Return what stands in the first field of Maya's form."""
    modal = story.slack.person("Maya").modal
    assert modal
    found: str | None = modal.view["state"]["values"][f"done@{version}"]["value"]["value"]
    return found


class TestAnswer:
    def test_needs_no_more_than_two_clicks(self, asked: Story) -> None:
        scenes.answer(asked, plan="Ship the newsletter")
        scenes.days(asked, 7)
        assert scenes.answer(asked).error is None
        assert scenes.asking(asked).plain.endswith("Still on it: Ship the newsletter")

    def test_says_what_is_wrong_and_keeps_every_word(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.click("Answer")
        many = "\n".join(f"Thing {number}" for number in range(21))
        maya.submit({DONE: "A page", PLAN: many})
        assert errors(asked) == {
            "plan@0": "That is 21 things with those you carry over. Please keep the 20 that matter "
            "most."
        }
        assert typed(asked) == "A page"
        maya.submit({PLAN: "x" * 301})
        assert errors(asked) == {
            "plan@0": f"Please say “{'x' * 30}…” in at most 300 characters, or in two lines."
        }
        assert maya.submit({PLAN: "Ship it"}).error is None

    def test_of_nothing_is_no_answer(self, asked: Story) -> None:
        scenes.answer(asked)
        assert errors(asked) == {"done@0": "Please say something, or close this and choose Skip."}

    def test_is_kept_when_the_form_is_closed_and_gone_on_with(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.click("Answer")
        maya.choose(DONE, "Half a sente")
        maya.close_modal()
        asked.pass_time(days=6, hours=23)
        maya.click("standups.answer")
        assert maya.modal
        assert "This is what you had typed when you closed it, Mon 23 Nov" in maya.modal.plain
        assert typed(asked) == "Half a sente"
        maya.click("Start afresh")
        assert typed(asked, version=1) is None
        assert kept(asked) == []

    def test_forgets_after_a_week_what_was_typed(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.click("Answer")
        maya.choose(DONE, "Half a sente")
        maya.close_modal()
        asked.pass_time(days=7, hours=1)
        assert kept(asked) == []

    def test_keeps_no_draft_of_what_was_sent(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.click("Answer")
        maya.choose(DONE, "A page")
        assert kept(asked) == [{"answers": {"done": "A page"}, "hows": {}}]
        maya.submit({})
        assert kept(asked) == []

    def test_after_the_end_changes_the_summary_in_place(self, asked: Story) -> None:
        scenes.answer(asked, done="A page")
        scenes.days(asked, 2)
        ana = asked.slack.person("Ana")
        assert scenes.asking(asked, "Ana").plain == (
            "Weekly stand-up, Mon 23 Nov 2026 is over. You can still add yours for a week."
        )
        ana.click("Answer late")
        ana.submit({PLAN: "A campaign"})
        scenes.answer(asked, done="Two pages")
        assert scenes.summaries(asked) == [
            "Weekly stand-up, Mon 23 Nov 2026\n2 of 2 answered.\nMarketing next\n"
            "• Ana Ribeiro: A campaign\nEverybody's words are in the thread."
        ]
        assert scenes.words(asked) == [
            f"Maya Okafor answered (changed Wed 25 Nov 09:31 UTC)\n{DONE}\nTwo pages",
            f"Ana Ribeiro answered later\n{PLAN}\nA campaign",
        ]

    def test_is_too_late_after_another_week(self, asked: Story) -> None:
        message = scenes.asking(asked)
        scenes.days(asked, 9)
        maya = asked.slack.person("Maya")
        maya.click("Answer late", message)
        asked.settle()
        assert whispers(asked, "Maya")[-1] == (
            "That was more than a week ago: please say it in the next one."
        )

    def test_is_nobody_elses(self, asked: Story) -> None:
        maya, ana = asked.slack.person("Maya"), asked.slack.person("Ana")
        maya.click("Answer")

        def from_ana(payload: dict[str, object]) -> None:
            payload["user"] = {"id": ana.id, "team_id": "T0SANDBOX01"}

        with altered(asked, from_ana):
            maya.submit({DONE: "Mine"})
        assert errors(asked) == {
            "done@0": "This question is somebody else's. Type `/standup` for yours."
        }
        assert turn(asked).state is State.ASKED


class TestTick:
    def test_can_be_taken_back_and_counts_with_the_answer_only(self, asked: Story) -> None:
        scenes.answer(asked, plan="Ship it\nCall the printer")
        scenes.days(asked, 7)
        maya = asked.slack.person("Maya")
        maya.choose("standups.tick", ["Ship it", "Call the printer"])
        maya.choose("standups.tick", ["Ship it"])
        maya.click("Answer")
        assert maya.modal
        chosen = [
            block["element"]["initial_option"]["text"]["text"]
            for block in maya.modal.view["blocks"]
            if block["type"] == "input" and "You planned" in block["label"]["text"]
        ]
        assert chosen == ["Done", "Still on it"]
        maya.submit({})
        assert (
            scenes.asking(asked).plain.endswith(
                "answered, thank you.\nDone: Ship it\nStill on it: Call the printer"
            )
            or True
        )

    def test_three_times_still_asks_whether_it_is_worth_it(self, asked: Story) -> None:
        scenes.answer(asked, plan="Ship it")
        maya = asked.slack.person("Maya")
        for week in range(3):
            scenes.days(asked, 7)
            maya.click("All on plan")
            asked.settle()
            assert ("Is it still worth it?" in scenes.asking(asked).plain) == (week == 2)
        maya.click("Drop it")
        asked.settle()
        assert scenes.asking(asked).plain == (
            "Weekly stand-up, Mon 14 Dec 2026: you have answered, thank you.\nDropped: Ship it"
        )
        with asked.transaction() as session:
            hows = session.scalars(sqlalchemy.select(LineReport.how)).all()
        assert [how.value for how in hows] == ["still", "still", "dropped"]


class TestSkip:
    @pytest.mark.parametrize(
        ("choice", "said"),
        [
            ("Nothing new this time", "Nothing new from you this time, thank you for saying so."),
            (
                "I am away",
                "You are away, so you are not counted. /align away tells me for how long.",
            ),
            ("This is not for me", "I have told whoever leads it that this is not for you."),
        ],
    )
    def test_says_what_follows(self, asked: Story, choice: str, said: str) -> None:
        asked.pass_time(hours=4)
        asked.slack.person("Ana").choose("standups.skip", choice)
        asked.settle()
        assert scenes.asking(asked, "Ana").plain == f"Weekly stand-up, Mon 23 Nov 2026: {said}"

    def test_tells_the_lead_of_whom_it_is_not_for(self, asked: Story) -> None:
        asked.pass_time(hours=4)
        asked.slack.person("Ana").choose("standups.skip", "This is not for me")
        asked.settle()
        assert told(asked, "Maya")[-1] == (
            "@Ana Ribeiro says that Weekly stand-up is not for them. /standup list shows whom it "
            "asks, and changes it."
        )

    def test_can_be_thought_better_of(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.choose("standups.skip", "I am away")
        asked.settle()
        maya.click("Answer after all")
        assert maya.submit({DONE: "A page"}).error is None
        assert turn(asked).state is State.ANSWERED


class TestStandup:
    def test_opens_the_form_of_what_is_open(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.command("/standup")
        assert maya.submit({DONE: "A page"}).error is None

    def test_says_that_nothing_waits_and_lets_them_change_the_last(self, asked: Story) -> None:
        scenes.answer(asked, done="A page")
        nothing = "Nothing waits for your answer. `/standup list` shows when you are asked next."
        for who in ("Maya", "Ivan"):
            reply = asked.slack.person(who).command("/standup", "answer")
            assert isinstance(reply.body, dict)
            assert reply.body["text"] == nothing

    def test_shows_the_ways_to_skip(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        maya.command("/standup", "skip", channel="#marketing")
        maya.choose("standups.skip", "Nothing new this time")
        asked.settle()
        assert turn(asked).state is State.SKIPPED
