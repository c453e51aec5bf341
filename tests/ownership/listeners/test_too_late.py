"""Buttons and forms of a moment ago: who came too late is told who did what."""

from bot.ownership.models import Entry
from bot.ownership.operations import editing
from tests.escalations import scenes
from tests.ownership.test_walk import add, newest
from tests.story import Story


def half_a_year(story: Story) -> None:
    """Let IT's entry be asked about."""
    story.set_up()
    add(story)
    story.pass_time(days=182)  # a Monday
    story.pass_time(minutes=1)


def remove(story: Story) -> None:
    """Let Sofia take the entry off the list."""
    with story.transaction() as session:
        (entry,) = session.query(Entry)
        editing.remove(
            session,
            workspace_id=story.workspace.id,
            entry_id=entry.id,
            version=entry.version,
            by="U0SOFIA0005",
            now=story.clock(),
        )


class TestAnOldButton:
    def test_says_who_removed_the_entry(self, story: Story) -> None:
        half_a_year(story)
        ivan = story.slack.person("Ivan")
        asked = ivan.dm()[-1]
        remove(story)
        for button in ("Still true", "Not mine any more", "Change"):
            ivan.click(button, message=asked)
            story.settle()
            assert scenes.whispers(story, "Ivan")[-1].startswith(
                "@Sofia Rossi removed Newsletter exports (IT), Mon 24 May "
            )

    def test_says_who_answers_for_it_now(self, story: Story) -> None:
        half_a_year(story)
        ivan = story.slack.person("Ivan")
        asked = ivan.dm()[-1]
        ivan.click("Change", message=asked)
        ivan.submit({"accountable@1": "Bo"})
        for button in ("Still true", "Not mine any more"):
            ivan.click(button, message=asked)
            story.settle()
            assert scenes.whispers(story, "Ivan")[-1] == (
                "Newsletter exports (IT) is not yours to confirm. @Bo Chen answers for it."
            )


class TestAnOldForm:
    def test_removes_nothing_that_has_changed(self, story: Story) -> None:
        story.set_up()
        add(story)
        ivan, sofia = story.slack.person("Ivan"), story.slack.person("Sofia")
        for person, button in ((ivan, "Remove"), (sofia, "Change")):
            person.command("/align", "owns", channel="#general")
            person.click(button, message=newest(story, person.user.real_name, "#general"))
        sofia.submit({"name@1": "Mail exports"})
        ivan.submit()
        assert ivan.modal
        assert ivan.modal.plain.startswith(
            "Nothing is saved yet: this was changed while you had this form open. Please look"
        )
        assert "Remove Mail exports (IT) from the list?" in ivan.modal.plain
        ivan.submit()
        assert ivan.modal is None

    def test_says_that_it_was_removed_already(self, story: Story) -> None:
        story.set_up()
        add(story)
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns", channel="#general")
        ivan.click("Remove", message=newest(story, "Ivan", "#general"))
        remove(story)
        ivan.submit()
        assert ivan.modal
        assert ivan.modal.title == "Removed already"
