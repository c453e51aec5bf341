"""Setting a stand-up up, changing it, and what it asks: in forms that have what they need."""

from typing import Any

import pytest
import sqlalchemy

from bot.standups.models import Standup
from bot.standups.operations import channels
from bot.standups.rules import Audience
from bot.worktime.rules.periods import Rhythm
from sandbox import Reply
from tests.standups import scenes
from tests.story import Story

MONTHLY = "Every month, on a weekday"


def standup(story: Story) -> Standup:
    with story.transaction() as session:
        return session.scalars(sqlalchemy.select(Standup)).one()


def shown(story: Story, who: str = "Maya") -> str:
    modal = story.slack.person(who).modal
    assert modal
    return modal.plain


def text(reply: Reply) -> Any:
    assert isinstance(reply.body, dict)
    return reply.body["text"]


def look(story: Story, who: str = "Maya") -> None:
    """Open the stand-up as its lead sees it."""
    person = story.slack.person(who)
    person.command("/standup", "list", channel="#marketing")
    person.click("Look")


class TestSetUp:
    def test_takes_one_form_and_one_click(self, company: Story) -> None:
        maya = company.slack.person("Maya")
        maya.command("/standup", "setup", channel="#marketing")
        maya.submit({})
        assert shown(company) == (
            "Saved.\n"
            "Weekly stand-up of Marketing\n"
            "It asks 2 people every Monday at 09:30 of each person's own time, next on "
            "Mon 23 Nov 2026. The summary goes to #C0MARKETNG2.\n"
            "• What did you get done?\n• What do you plan until next time?\n"
            "• Is anything in your way?\n• Did somebody do something worth celebrating?"
        )

    def test_is_for_leads(self, company: Story) -> None:
        reply = company.slack.person("Ana").command("/standup", "setup", channel="#marketing")
        assert text(reply) == (
            "The leads of your teams set stand-ups up, and see how they go: <@U0MAYA00001> and "
            "<@U0IVAN00003>."
        )

    def test_has_the_fields_that_its_choices_need(self, company: Story) -> None:
        maya = company.slack.person("Maya")
        maya.command("/standup", "setup", channel="#marketing")
        maya.choose("How often?", MONTHLY)
        maya.choose("Who is asked?", "Some people")
        filled = {
            "Which one of the month?": "The last",
            "Which weekday?": "Friday",
            "Who?": ["Ana", "Bo"],
            "What is it called?": "Month's end",
        }
        assert maya.submit(filled).error is None
        made = standup(company)
        assert (made.rhythm, made.nth, made.days) == (Rhythm.MONTHLY_BY_WEEKDAY, 5, [4])
        assert (made.audience, made.people) == (Audience.PEOPLE, ["U0ANA000002", "U0BO0000004"])
        assert "It asks 2 people every month on the last Friday at 09:30" in shown(company)

    def test_can_ask_the_members_of_a_channel_at_one_moment(self, company: Story) -> None:
        maya = company.slack.person("Maya")
        maya.command("/standup", "setup", channel="#marketing")
        maya.choose("Who is asked?", "The members of a channel")
        maya.choose("How often?", "Every 2 weeks")
        london = "One moment for all: by London's"
        filled = {"Which channel?": "#it", "By whose clock?": london, "On which days?": ["Tuesday"]}
        assert maya.submit(filled).error is None
        maya.close_modal()
        company.sync()
        look(company)
        assert (
            shown(company)
            .splitlines()[1]
            .startswith(
                "It asks 3 people of #C0IT0000003 every second week on Tuesday at 09:30 in "
                "London, next on Tue 24 Nov 2026."
            )
        )

    @pytest.mark.parametrize(
        ("filled", "field", "sentence"),
        [
            ({"Whose stand-up is it?": ["IT"]}, "teams", "Only the leads and sponsors of these"),
            ({"On which days?": []}, "days", "Please choose at least one day."),
        ],
    )
    def test_says_what_is_wrong(
        self, company: Story, filled: dict[str, Any], field: str, sentence: str
    ) -> None:
        maya = company.slack.person("Maya")
        maya.command("/standup", "setup", channel="#marketing")
        if field == "days":
            with pytest.raises(Exception, match="days"):
                maya.submit(filled)
            return
        maya.submit(filled)
        assert maya.modal
        assert maya.modal.errors[f"{field}@0"].startswith(sentence)

    def test_is_made_once_from_a_form_that_is_sent_twice(self, company: Story) -> None:
        maya = company.slack.person("Maya")
        maya.command("/standup", "setup", channel="#marketing")
        assert maya.modal
        view = dict(maya.modal.view)
        maya.submit({})
        maya.close_modal()
        with company.transaction() as session:
            view_ids = session.scalars(sqlalchemy.select(Standup.view_id)).all()
        assert view_ids == [view["id"]]


class TestChange:
    def test_shows_both_when_two_leads_change_it_at_once(self, company: Story) -> None:
        company.slack.person("Maya").command("/standup", "setup", channel="#marketing")
        company.slack.person("Maya").submit({"Whose stand-up is it?": ["Marketing", "IT"]})
        company.slack.person("Maya").close_modal()
        for who in ("Maya", "Ivan"):
            look(company, who)
            company.slack.person(who).click("Change")
        maya, ivan = company.slack.person("Maya"), company.slack.person("Ivan")
        assert ivan.submit({"What is it called?": "Both of us"}).error is None
        maya.submit({"How long can they answer?": "8 hours, once the last is asked"})
        assert shown(company).startswith("Nothing is saved yet: somebody else changed this")
        assert maya.submit({}).error is None
        made = standup(company)
        assert (made.name, made.open_hours) == ("Both of us", 8)

    def test_is_not_for_those_who_are_asked(self, asked: Story) -> None:
        ana = asked.slack.person("Ana")
        assert "Look" not in str(ana.command("/standup", "list", channel="#marketing").body)


class TestQuestions:
    def test_are_added_changed_moved_and_removed(self, company: Story) -> None:
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        look(company)
        maya.click("Questions")
        maya.click("Add a question")
        maya.choose("How is it answered?", "One of several choices")
        assert maya.submit({"words": "Where do you work?", "choices": "Home"}).error is None
        assert maya.modal
        assert maya.modal.errors == {"choices": "Please offer 2 to 10 choices, one a line."}
        maya.submit({"words": "Where do you work?", "choices": "Home\nOffice"})
        assert "Where do you work?\none of several choices" in shown(company)
        menus = [block for block in maya.modal.view["blocks"] if "accessory" in block]
        assert len(menus) == 5

    def test_of_a_pool_take_turns(self, company: Story) -> None:
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        look(company)
        maya.click("Questions")
        maya.click("Add a question")
        maya.submit({"words": "What did you learn?\nWhom did you help?"})
        maya.close_modal()
        company.pass_time(minutes=31)
        assert "What did you learn?" in scenes.asking(company).plain
        scenes.days(company, 7)
        assert "Whom did you help?" in scenes.asking(company).plain

    def test_stay_as_they_were_in_a_round_that_is_open(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        look(asked)
        maya.click("Questions")
        assert maya.modal
        menu = next(
            block["accessory"] for block in maya.modal.view["blocks"] if "accessory" in block
        )
        remove = [option for option in menu["options"] if option["text"]["text"] == "Remove it"]
        assert remove
        maya.click("Remove it")
        maya.close_modal()
        scenes.answer(asked, done="A page")
        assert "What did you get done? A page" in scenes.asking(asked).plain
        scenes.days(asked, 7)
        assert "What did you get done?" not in scenes.asking(asked).plain


class TestRun:
    def test_can_be_previewed(self, company: Story) -> None:
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        look(company)
        maya.click("Preview")
        assert shown(company).startswith(
            "This is what everybody is asked. Close it: nothing is sent.\nWhat did you get done?"
        )
        assert maya.submit({}).error is None

    def test_can_be_tried_on_oneself(self, company: Story) -> None:
        scenes.set_up(company)
        maya = company.slack.person("Maya")
        look(company)
        maya.click("Try it on me")
        maya.close_modal()
        company.settle()
        assert scenes.asking(company).plain.startswith(
            "Weekly stand-up (only for you, to try it). It closes Mon 23 Nov 10:00 UTC, and only "
            "you read the summary."
        )
        scenes.answer(company, done="A page", plan="Ship it")
        said = [each.plain for each in maya.dm()]
        assert "Weekly stand-up, Mon 23 Nov 2026\n1 of 1 answered." in said[-2]
        assert said[-1].startswith("Maya Okafor answered\nWhat did you get done?\nA page")
        company.pass_time(minutes=31)
        # Nothing of it counts: the real one is asked as ever, and nothing is carried over.
        assert scenes.asking(company).plain.startswith("Weekly stand-up of Marketing.")
        assert scenes.summaries(company) == []

    def test_asks_everybody_now_and_not_again_today(self, company: Story) -> None:
        scenes.set_up(company, **{"On which days?": ["Monday", "Tuesday"]})
        maya = company.slack.person("Maya")
        look(company)
        maya.click("Ask now")
        assert shown(company).startswith("I ask 2 people now, or when they work next.")
        maya.close_modal()
        company.settle()
        assert scenes.asking(company).plain.startswith("Weekly stand-up of Marketing.")
        company.pass_time(hours=2)
        asked = [each for each in maya.dm() if each.plain.startswith(scenes.NAME)]
        assert len(asked) == 1
        look(company)
        maya.click("Ask now")
        assert shown(company) == (
            "Everybody is asked once a day, and today they have been already."
        )

    def test_ends(self, asked: Story) -> None:
        maya = asked.slack.person("Maya")
        look(asked)
        maya.click("End it")
        assert shown(asked).startswith("Nobody is asked for Weekly stand-up any more.")
        maya.submit({})
        assert shown(asked) == (
            "Weekly stand-up has ended: nobody is asked any more. What was said stays."
        )
        maya.close_modal()
        scenes.answer(asked, done="A page")
        scenes.days(asked, 8)
        assert len(scenes.summaries(asked)) == 1
        assert text(maya.command("/standup", "list")).startswith("There is no stand-up yet.")


class TestList:
    def test_says_how_each_stands_for_somebody(self, asked: Story) -> None:
        reply = asked.slack.person("Maya").command("/standup", "list", channel="#marketing")
        line = "*Weekly stand-up* of Marketing, every Monday at 09:30 of each person's own time."
        assert text(reply) == f"{line} Open now: waits for your answer."
        scenes.answer(asked, done="A page")
        reply = asked.slack.person("Maya").command("/standup", "list", channel="#marketing")
        assert text(reply) == f"{line} Open now: you have answered."
        reply = asked.slack.person("Ivan").command("/standup", "list", channel="#it")
        assert text(reply) == f"{line} Next on Mon 30 Nov 2026."

    def test_shows_leads_who_is_not_counted_and_why(self, asked: Story) -> None:
        look(asked)
        assert "Not counted (of another company, or not known to me): 1" in shown(asked)


class TestChannels:
    def test_that_are_archived_are_told_to_who_set_it_up(self, asked: Story) -> None:
        """What waits for the channel is there once it is open again."""
        scenes.answer(asked, done="A page")
        asked.slack.archive("#marketing")
        for hours in (24, 24, 1):
            asked.clock.advance(hours=hours)
            asked.sweep()
            asked.send()
        assert scenes.summaries(asked) == []
        told = [each.plain for each in asked.slack.person("Maya").dm()]
        assert any("#marketing" in each and "archived" in each for each in told), told
        asked.slack.unarchive("#marketing")
        asked.pass_time(hours=1)
        assert len(scenes.summaries(asked)) == 1

    def test_that_get_another_id_are_asked_and_told_under_it(self, asked: Story) -> None:
        with asked.transaction() as session:
            channels.move(session, asked.workspace.id, "C0MARKETNG2", "C0NEW000001")
        assert standup(asked).channel_ids == ["C0NEW000001"]
