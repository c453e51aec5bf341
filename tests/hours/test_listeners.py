"""Saying when one works, through Slack, on both databases; it is Monday, 09:00 in London."""

from datetime import time

import pytest

from bot.hours import listeners, queries
from bot.hours.blocks import forms
from bot.hours.operations import ChangedMeanwhile
from bot.permissions import Role
from bot.slack.values import Submission
from sandbox import Person
from tests.escalations import scenes
from tests.story import Story
from tests.worktime import atlantis

HOURS = {
    "zone": "Lisbon",
    "days": ["Monday", "Tuesday", "Thursday"],
    "opens": "10:00",
    "closes": "18:30",
    "quiet_from": "20:00",
    "quiet_until": "09:00",
    "country": "Portugal",
}
SAID = (
    "You work Monday, Tuesday and Thursday, from 10:00 until 18:30, by the clocks of Lisbon, "
    "except on public holidays (PT). Quiet hours are from 20:00 until 09:00 on the day after."
)


@pytest.fixture
def maya(story: Story) -> Person:
    """Maya, whom nobody has asked for her hours yet."""
    return story.slack.person("Maya")


@pytest.mark.sqlite_first
class TestOnHours:
    def test_asks_who_has_never_said(self, maya: Person) -> None:
        maya.command("/align", "hours")
        assert maya.modal
        assert maya.modal.title == "My hours"
        maya.submit(HOURS)
        assert maya.modal.title == "Your hours"
        assert maya.modal.plain == SAID

    def test_says_how_they_stand_to_who_has(self, story: Story, maya: Person) -> None:
        maya.command("/align", "hours")
        maya.submit(HOURS)
        maya.close_modal()
        maya.command("/align", "hours", channel="#marketing")
        assert scenes.whispers(story, "Maya") == [SAID]
        assert maya.sees("#marketing")[-1].buttons == ["Change", "I'm away"]

    def test_says_until_when_holidays_are_known_if_that_is_soon(
        self, sqlite_story: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        atlantis.rise(monkeypatch)
        there = SAID.replace("(PT)", "(XA)") + (
            " Public holidays of Atlantis are known until Thu 31 Dec 2026; later ones count as "
            "working days."
        )
        maya = sqlite_story.slack.person("Maya")
        maya.command("/align", "hours")
        maya.submit(HOURS | {"country": "Atlantis"})
        assert maya.modal
        assert maya.modal.plain == there
        maya.close_modal()
        maya.command("/align", "hours", channel="#marketing")
        assert scenes.whispers(sqlite_story, "Maya") == [there]

    def test_needs_no_more_than_a_look_and_save(self, story: Story, maya: Person) -> None:
        maya.command("/align", "hours")
        maya.submit({"zone": "London"})
        assert maya.modal
        assert maya.modal.plain == (
            "You work Monday to Friday, from 09:00 until 17:00, by the clocks of London. Quiet "
            "hours are from 19:00 until 08:00 on the day after."
        )


class TestOnOpen:
    @pytest.mark.sqlite_first
    def test_fills_the_form_with_what_is_known(self, maya: Person) -> None:
        maya.command("/align", "hours")
        maya.submit(HOURS)
        maya.close_modal()
        maya.command("/align", "hours", channel="#marketing")
        maya.click("Change")
        maya.submit({"country": None})
        assert maya.modal
        assert maya.modal.plain == SAID.replace(", except on public holidays (PT)", "")


class TestOnConfirm:
    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"closes": "10:00"}, {"closes": "Work begins and ends at the same time. "}),
            (
                {"quiet_from": "10:00", "quiet_until": "18:30"},
                {"quiet_until": "That leaves no working time in which I may write. "},
            ),
        ],
    )
    def test_says_what_cannot_be_below_its_field(
        self, maya: Person, wrong: dict[str, str], told: dict[str, str]
    ) -> None:
        maya.command("/align", "hours")
        maya.submit(HOURS | wrong)
        assert maya.modal
        assert maya.modal.title == "My hours"
        ((field, sentence),) = told.items()
        assert maya.modal.errors[field].startswith(sentence)


@pytest.mark.sqlite_first
class TestOnSayAway:
    def test_says_it_back(self, maya: Person) -> None:
        maya.command("/align", "away")
        maya.submit({"until": "2026-11-27", "stand_in": "Ana"})
        assert maya.modal
        assert maya.modal.title == "You are away"
        assert maya.modal.plain == (
            "You are away from Mon 23 Nov 2026 until Fri 27 Nov 2026; @U0ANA000002 stands in for "
            "you."
        )

    def test_refuses_oneself(self, maya: Person) -> None:
        maya.command("/align", "away")
        maya.submit({"until": "2026-11-27", "stand_in": "Maya"})
        assert maya.modal
        assert maya.modal.errors == {
            "stand_in": "You can't stand in for yourself. Please choose another."
        }


class TestOnComeBack:
    @pytest.mark.sqlite_first
    def test_cancels_and_says_so(self, story: Story, maya: Person) -> None:
        maya.command("/align", "hours")
        maya.submit(HOURS)
        maya.close_modal()
        maya.command("/align", "away")
        maya.submit({"from": "2026-12-24", "until": "2026-12-24"})
        maya.close_modal()
        maya.command("/align", "hours", channel="#marketing")
        shown = maya.sees("#marketing")[-1]
        assert shown.plain == f"{SAID}\nYou are away on Thu 24 Dec 2026."
        maya.click("Cancel", message=shown)
        story.settle()
        assert scenes.whispers(story, "Maya")[-1] == "Cancelled: you are here (Thu 24 Dec 2026)."
        maya.command("/align", "hours", channel="#marketing")
        assert maya.sees("#marketing")[-1].plain == SAID


class TestSaveDefaults:
    """The company's hours are a part of the form of the settings, which is another slice's."""

    def test_saves_what_the_fields_say(self, story: Story) -> None:
        self.save(story)
        with story.transaction() as session:
            company = queries.find_company_hours(session, story.workspace.id)
        assert company
        assert (company.zone, company.days, company.opens) == (None, "01234", time(9))
        assert company.set_by == "U1"

    def test_overwrites_nothing_that_was_not_seen(self, story: Story) -> None:
        self.save(story)
        with pytest.raises(ChangedMeanwhile):
            self.save(story)

    def save(self, story: Story) -> None:
        fields = forms.defaults_fields(None, {"PT": "Portugal"})
        values = {field["block_id"]: {"value": state(field["element"])} for field in fields}
        submission = Submission(
            story.workspace.id,
            "U1",
            view_id="V1",
            callback_id="teams.company",
            metadata="",
            values=values,
        )
        with story.transaction() as session:
            listeners.save_defaults(
                session, submission, seen_at=None, roles={Role.SPONSOR}, now=story.clock()
            )


def state(element: dict[str, object]) -> dict[str, object]:
    """Return what Slack says of an element that nobody has touched."""
    return {
        "selected_time": element.get("initial_time"),
        "selected_option": element.get("initial_option"),
        "selected_options": element.get("initial_options") or [],
    }
