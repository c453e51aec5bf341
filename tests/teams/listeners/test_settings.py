"""`/align settings` as people live it."""

import pytest

from bot.people.queries import list_members
from bot.teams import queries
from sandbox import Person
from tests.story import Story

BOTH = ["Change Marketing", "Change IT", "Change hours"]


def open_form(person: Person, team: str = "IT") -> None:
    """Let a lead of one team open its form."""
    person.command("/align", "settings")
    person.click(f"Change {team}")
    assert person.modal
    assert person.modal.title == "Change a team"


@pytest.mark.sqlite_first
class TestOnSettings:
    def test_shows_everybody_and_lets_the_responsible_change(self, story: Story) -> None:
        story.set_up()
        for name, buttons in (("Bo", []), ("Ivan", ["Change IT", "Change hours"]), ("Sofia", BOTH)):
            person = story.slack.person(name)
            person.command("/align", "settings", channel="#it")
            said = person.sees("#it")[-1]
            assert "IT is asked in #it" in said.plain
            assert "@Ivan Kovac and @Sofia Rossi can change this." in said.plain
            assert said.buttons == buttons

    def test_offers_the_set_up_before_there_are_teams(self, story: Story) -> None:
        bo = story.slack.person("Bo")
        bo.command("/align", "settings", channel="#it")
        assert bo.sees("#it")[-1].buttons == ["Set up"]


class TestOnSave:
    def test_says_what_the_team_is_now(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        open_form(ivan)
        ivan.submit({"Leads": ["Ivan", "Bo"], "Liaison": "Bo", "Stand-up on": "Tuesday"})
        assert ivan.modal
        assert ivan.modal.title == "Saved"
        assert "Leads: @U0IVAN00003 and @U0BO0000004" in ivan.modal.plain
        assert "May always be asked: @U0BO0000004" in ivan.modal.plain
        assert "Stand-up: Tuesdays at 09:30" in ivan.modal.plain

    def test_greets_the_channel_a_team_moves_to(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        for channel in ("#general", "#it"):
            open_form(ivan)
            ivan.submit({"Channel": channel})
            ivan.close_modal()
            story.settle()
        assert len(story.slack.channel("#it").messages) == 1
        assert len(story.slack.channel("#general").messages) == 1

    @pytest.mark.sqlite_first
    def test_tells_the_second_of_two_and_keeps_what_both_wanted(self, story: Story) -> None:
        story.set_up()
        ivan, sofia = story.slack.person("Ivan"), story.slack.person("Sofia")
        open_form(ivan)
        open_form(sofia)
        sofia.submit({"Leads": ["Ivan", "Bo"]})
        ivan.submit({"Name": "Tech"})
        assert ivan.modal
        assert ivan.modal.title == "Change a team"
        assert "@U0SOFIA0005 changed Leads from @U0IVAN00003 to @U0IVAN00003 and @U0BO0000004" in (
            ivan.modal.plain
        )
        assert "What you changed is still in the form" in ivan.modal.plain
        ivan.submit()
        assert ivan.modal.title == "Saved"
        assert ivan.modal.plain.startswith("Tech is asked in #C0IT0000003")
        assert "Leads: @U0IVAN00003 and @U0BO0000004" in ivan.modal.plain

    @pytest.mark.sqlite_first
    def test_takes_the_members_of_a_user_group_without_calling_them(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Bo"])
        story.sync()
        story.set_up()
        ivan = story.slack.person("Ivan")
        open_form(ivan)
        ivan.submit({"group_id@1": "@it-team"})
        assert ivan.modal
        assert "Members: whoever is in the group @it-team" in ivan.modal.plain
        story.sync()
        with story.transaction() as session:
            _marketing, it = queries.list_teams(session, story.workspace.id)
            assert list_members(session, story.workspace.id, it.members_source) == ["U0BO0000004"]

    @pytest.mark.sqlite_first
    def test_takes_a_channel_or_a_group_and_not_both(self, story: Story) -> None:
        story.slack.admin.create_group("@it-team", ["Bo"])
        story.sync()
        story.set_up()
        ivan = story.slack.person("Ivan")
        open_form(ivan)
        ivan.submit({"group_id@1": "@it-team", "Members are in": "#general"})
        assert ivan.modal
        assert ivan.modal.errors == {
            "group_id@1": "Please choose the channel or the group, and clear one."
        }

    @pytest.mark.sqlite_first
    def test_says_at_the_field_what_another_team_has(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        open_form(ivan)
        ivan.submit({"Name": "marketing"})
        assert ivan.modal
        assert ivan.modal.errors == {
            "name@1": "Another team has this name. Please give this one another."
        }

    def test_refuses_who_was_let_go_meanwhile(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "settings")
        said = ivan.sees("#general")[-1]
        open_form(ivan)
        ivan.submit({"Leads": ["Bo"]})
        ivan.close_modal()
        ivan.click("Change IT", message=said)
        assert ivan.modal is None
        story.settle()
        assert "@Bo Chen and @Sofia Rossi can change them." in ivan.sees("#general")[-1].plain
