"""What holds for everybody, changed by those who answer for a team."""

import pytest

from sandbox import Person
from tests.story import Story


def open_form(person: Person) -> None:
    person.command("/align", "settings")
    person.click("Change hours")
    assert person.modal
    assert person.modal.title == "Everybody's hours"


@pytest.mark.sqlite_first
class TestOnSave:
    def test_holds_for_everybody_from_then_on(self, story: Story) -> None:
        story.set_up()
        maya, bo = story.slack.person("Maya"), story.slack.person("Bo")
        open_form(maya)
        maya.submit({"Work begins": "08:00", "Quiet from": "18:00"})
        assert maya.modal
        assert maya.modal.title == "Saved"
        bo.command("/align", "settings", channel="#it")
        assert "from 08:00 until 17:00, by their own clocks. Quiet hours are from 18:00" in (
            bo.sees("#it")[-1].plain
        )

    def test_tells_the_second_of_two_what_holds_now(self, story: Story) -> None:
        story.set_up()
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        open_form(maya)
        open_form(ivan)
        maya.submit({"Work begins": "08:00"})
        ivan.submit({"Work begins": "10:00"})
        assert ivan.modal
        assert "@U0MAYA00001 changed this while your form was open" in ivan.modal.plain
        assert "Now: whoever has not said otherwise works Monday to Friday, from 08:00" in (
            ivan.modal.plain
        )
        ivan.submit()
        assert ivan.modal.title == "Saved"
        assert "from 10:00 until 17:00" in ivan.modal.plain

    def test_is_for_those_who_answer_for_a_team(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "settings", channel="#it")
        said = ivan.sees("#it")[-1]
        open_form(ivan)
        sofia = story.slack.person("Sofia")
        sofia.command("/align", "settings")
        sofia.click("Change IT")
        sofia.submit({"Leads": ["Bo"]})
        ivan.submit({"Work begins": "10:00"})
        assert ivan.modal
        assert list(ivan.modal.errors.values()) == [
            "Only a lead or a sponsor of your teams can change the company's hours."
        ]
        ivan.close_modal()
        ivan.click("Change hours", message=said)
        assert ivan.modal is None
        story.settle()
        assert ivan.sees("#it")[-1].plain == (
            "@Maya Okafor, @Sofia Rossi and @Bo Chen can change the company's hours."
        )
