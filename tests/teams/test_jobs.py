"""People leave the company: somebody is in each of their places, and is told."""

import pytest

from bot.people.operations import Profile, record_people
from bot.people.rules import Standing
from bot.teams import queries
from bot.teams.models import Team
from sandbox import Person
from tests.story import Story


def leave(story: Story, *names: str) -> None:
    """Let Slack have told us that somebody's account was deactivated."""
    people = [story.slack.person(name) for name in names]
    with story.transaction() as session:
        profiles = [
            Profile(person.id, person.user.real_name, None, Standing.COLLEAGUE, is_deactivated=True)
            for person in people
        ]
        record_people(session, story.workspace.id, profiles, now=story.clock())


def it(story: Story) -> Team:
    with story.transaction() as session:
        _marketing, team = queries.list_teams(session, story.workspace.id)
        return team


def change_it(person: Person, **fields: object) -> None:
    person.command("/align", "settings")
    person.click("Change IT")
    person.submit({name.replace("_", " "): value for name, value in fields.items()})  # type: ignore[misc] # as typed
    person.close_modal()


@pytest.mark.sqlite_first
class TestFillPlaces:
    def test_lets_the_deputy_take_over_and_tells_all_who_answer(self, story: Story) -> None:
        story.set_up()
        change_it(story.slack.person("Sofia"), Leads=["Ivan", "Maya"], Deputies=["Ana"])
        leave(story, "Ivan")
        story.pass_time(minutes=1)
        assert (it(story).leads, it(story).deputies) == (["U0MAYA00001", "U0ANA000002"], [])
        story.pass_time(hours=9)
        assert story.slack.person("Ana").dm()[-1].plain == (
            "@Ivan Kovac is not here any more, so you lead IT from now on: what the others need is "
            "asked in #it, and you are asked first. If it should be somebody else, /align settings "
            "changes it."
        )
        for name in ("Maya", "Sofia"):
            assert story.slack.person(name).dm()[-1].plain == (
                "@Ivan Kovac is not here any more, so @Ana Ribeiro leads IT from now on. "
                "/align settings shows who does what, and changes it."
            )

    def test_happens_once(self, story: Story) -> None:
        story.set_up()
        leave(story, "Ivan")
        for _again in range(3):
            story.pass_time(minutes=1)
        assert it(story).version == 2

    def test_says_that_somebody_left_whose_place_is_not_empty(self, story: Story) -> None:
        story.set_up()
        change_it(story.slack.person("Sofia"), Leads=["Ivan", "Maya"])
        leave(story, "Ivan")
        story.pass_time(minutes=1)
        assert story.slack.person("Maya").dm()[-1].plain == (
            "@Ivan Kovac is not here any more, and I took them off IT. /align settings shows who "
            "does what, and changes it."
        )

    def test_strands_no_team_when_everybody_in_it_left(self, story: Story) -> None:
        story.set_up()
        leave(story, "Ivan", "Sofia")
        story.pass_time(minutes=1)
        assert (it(story).leads, it(story).sponsors) == (["U0MAYA00001"], ["U0MAYA00001"])

    def test_shows_an_open_form_who_left(self, story: Story) -> None:
        story.set_up()
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "settings")
        sofia.click("Change IT")
        leave(story, "Ivan")
        story.pass_time(minutes=1)
        sofia.submit({"Name": "Tech"})
        assert sofia.modal
        assert "I changed Leads from @U0IVAN00003 to @U0SOFIA0005" in sofia.modal.plain
