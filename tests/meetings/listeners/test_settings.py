"""`/align meetings`, and the form in which a meeting is set up and changed."""

from typing import Any

import pytest
import sqlalchemy

from bot.meetings.listeners import EVENTS
from bot.meetings.models import Meeting
from bot.meetings.rules import Kind
from bot.slack.values import Event
from bot.worktime.rules.periods import Rhythm
from tests.meetings import scenes
from tests.story import Story

MONTHLY = (
    "Roadmap meeting of Marketing and IT, every month on the first Tuesday at 10:00 in London. The "
    "agenda goes to #marketing. Next on Tue 1 Dec 2026; its agenda comes on Mon 30 Nov 2026 at "
    "09:00."
)


def meeting(story: Story) -> Meeting:
    with story.transaction() as session:
        return session.scalars(sqlalchemy.select(Meeting)).one()


def begin(story: Story, who: str = "Maya") -> Any:
    """Somebody opens the form of a new meeting."""
    person = story.slack.person(who)
    person.click("Set one up", message=scenes.list_meetings(story, who))
    return person


class TestSetUp:
    def test_begins_with_a_roadmap_meeting_every_month(self, company: Story) -> None:
        assert scenes.set_up(company).error is None
        assert scenes.list_meetings(company).plain == MONTHLY
        made = meeting(company)
        assert (made.kind, made.rhythm, made.nth) == (
            Kind.ROADMAP,
            Rhythm.MONTHLY_BY_WEEKDAY,
            1,
        )

    def test_has_the_fields_that_its_choices_need(self, company: Story) -> None:
        maya = begin(company)
        maya.choose("How often?", "Every 2 weeks")
        filled = {
            "On which day?": "Friday",
            "At what time?": "14:30",
            "Where does the agenda go?": "#it",
        }
        assert maya.submit(filled).error is None
        maya.close_modal()
        assert scenes.list_meetings(company).plain == (
            "Roadmap meeting of Marketing and IT, every second week on Friday at 14:30 in London. "
            "The agenda goes to #it. Next on Fri 27 Nov 2026; its agenda comes on Thu 26 Nov 2026 "
            "at 09:00."
        )

    def test_proposes_a_call_every_thursday(self, company: Story) -> None:
        maya = begin(company)
        maya.choose("What do they meet for?", "Call")
        maya.submit({})
        made = meeting(company)
        assert (made.kind, made.rhythm, made.weekday) == (Kind.CALL, Rhythm.WEEKLY, 3)

    @pytest.mark.parametrize(
        ("filled", "field", "sentence"),
        [
            (
                {"With which other team?": "Marketing"},
                "partner",
                "Please choose another team: a meeting is of two.",
            ),
            (
                {},
                "kind",
                "These two have one already. Please change that: `/align meetings`.",
            ),
        ],
    )
    def test_says_what_is_wrong(
        self, company: Story, filled: dict[str, Any], field: str, sentence: str
    ) -> None:
        scenes.set_up(company)
        maya = begin(company)
        maya.submit(filled)
        assert maya.modal
        assert maya.modal.errors == {f"{field}@0": sentence}

    def test_is_not_offered_to_others(self, company: Story) -> None:
        assert scenes.list_meetings(company, "Ana").buttons == []
        assert scenes.list_meetings(company, "Ana").plain == (
            "Your teams have no meetings yet. Their leads and sponsors can set one up."
        )
        scenes.set_up(company)
        assert scenes.list_meetings(company, "Ana").buttons == ["Add a point"]
        assert scenes.list_meetings(company, "Ivan", "#it").buttons == [
            *("Add a point", "Change", "End it", "Set one up"),
        ]

    def test_says_that_it_cannot_tell_whose_team_one_is_in(self, company: Story) -> None:
        scenes.set_up(company)
        with company.transaction() as session:
            session.execute(sqlalchemy.text("DELETE FROM followed_members"))
        assert scenes.list_meetings(company, "Ana").plain == (
            f"I can't tell which team is yours: these are all.\n{MONTHLY}"
        )


class TestChange:
    def test_shows_what_is_there_and_saves_it(self, company: Story) -> None:
        scenes.set_up(company)
        ivan = company.slack.person("Ivan")
        ivan.click("Change", message=scenes.list_meetings(company, "Ivan", "#it"))
        assert ivan.submit({"At what time?": "11:00"}).error is None
        assert ivan.modal.plain.splitlines()[1] == MONTHLY.replace("10:00", "11:00").replace(
            "#marketing", "#C0MARKETNG2"
        )

    def test_tells_the_second_of_two_what_the_first_changed(self, company: Story) -> None:
        scenes.set_up(company)
        maya, ivan = company.slack.person("Maya"), company.slack.person("Ivan")
        maya.click("Change", message=scenes.list_meetings(company))
        ivan.click("Change", message=scenes.list_meetings(company, "Ivan", "#it"))
        ivan.submit({"At what time?": "11:00"})
        maya.submit({"Where does the agenda go?": "#it"})
        assert maya.modal.plain.startswith(
            "Nothing is saved yet: somebody else changed this while you had this form open."
        )
        maya.submit({})
        made = meeting(company)
        assert (f"{made.at:%H:%M}", made.channel_id, made.version) == ("11:00", "C0IT0000003", 3)

    def test_moves_along_when_a_channel_gets_another_id(self, company: Story) -> None:
        scenes.set_up(company)
        company.pass_time(days=7)
        body = {"old_channel_id": "C0MARKETNG2", "new_channel_id": "C0NEW000009"}
        event = Event(company.workspace.id, "U0BOT", body)
        on_moved = EVENTS["channel_id_changed"]
        on_moved(event, transaction=company.transaction, clock=company.clock)
        assert meeting(company).channel_id == "C0NEW000009"

    def test_is_refused_of_one_that_is_gone(self, company: Story) -> None:
        scenes.set_up(company)
        message = scenes.list_meetings(company)
        maya = company.slack.person("Maya")
        maya.click("End it", message=message)
        maya.submit({})
        maya.close_modal()
        maya.click("Change", message=message)
        company.settle()
        assert maya.sees("#marketing")[-1].plain == (
            "This meeting has ended. Type /align meetings to see those that go on."
        )
