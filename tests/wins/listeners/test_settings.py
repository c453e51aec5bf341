"""`/win settings`: what leads choose for all, and the value that a win shows."""

import pytest

from tests.story import Story
from tests.wins import scenes
from tests.wins.scenes import WORDS

SAVED = (
    "Saved. Values to choose from: Customers first, We help each other. A message becomes a win "
    "when a lead reacts with :trophy: to it. Sponsors read a summary every week."
)
VALUES = "Customers first\nWe help each other"


@pytest.fixture
def told(story: Story) -> Story:
    story.set_up()
    story.sync()
    return story


def open_settings(story: Story, name: str) -> None:
    story.slack.person(name).command("/win", "settings", channel="#marketing")


def choose(story: Story, name: str, **chosen: str) -> None:
    """Somebody opens the settings, and saves what they have chosen."""
    open_settings(story, name)
    story.slack.person(name).submit({f"{field}@0": value for field, value in chosen.items()})


class TestOnSettings:
    @pytest.mark.sqlite_first
    def test_leads_choose_for_all(self, told: Story) -> None:
        maya = told.slack.person("Maya")
        choose(told, "Maya", values=VALUES, emoji="trophy", rhythm="Every week")
        assert maya.modal
        assert maya.modal.plain.endswith(SAVED)
        maya.close_modal()
        told.slack.person("Ana").command("/win", "settings", channel="#marketing")
        assert told.slack.person("Ana").sees("#marketing")[-1].plain == (
            f"{SAVED.removeprefix('Saved. ')} The leads and sponsors of your teams can change that."
        )

    @pytest.mark.sqlite_first
    def test_everybody_reads_what_holds_before_anybody_chose(self, told: Story) -> None:
        told.slack.person("Ana").command("/win", "settings", channel="#marketing")
        assert told.slack.person("Ana").sees("#marketing")[-1].plain == (
            "There are no values to choose from. A message becomes a win when a lead reacts with "
            ":tada: to it. Sponsors read a summary every month. The leads and sponsors of your "
            "teams can change that."
        )

    @pytest.mark.sqlite_first
    @pytest.mark.parametrize(
        ("field", "typed", "sentence"),
        [
            (
                "emoji",
                "two words",
                "Please type one emoji's name between colons, like :tada:.",
            ),
            (
                "values",
                "\n".join(map(str, range(9))),
                "Please keep the 8 that matter most: more are not remembered.",
            ),
            ("values", "v" * 41, "Please say each in at most 40 characters, one a line."),
        ],
    )
    def test_says_below_the_field_what_is_wrong(
        self, told: Story, field: str, typed: str, sentence: str
    ) -> None:
        choose(told, "Maya", **{field: typed})
        modal = told.slack.person("Maya").modal
        assert modal
        assert modal.errors == {f"{field}@0": sentence}

    def test_loses_nothing_that_two_choose_at_once(self, told: Story) -> None:
        maya, ivan = told.slack.person("Maya"), told.slack.person("Ivan")
        open_settings(told, "Maya")
        choose(told, "Ivan", values=VALUES, emoji="trophy")
        ivan.close_modal()
        maya.submit({"rhythm@0": "Every week"})
        assert maya.modal
        assert maya.modal.plain.startswith(
            "Nothing is saved yet: somebody else changed this while you had this form open. What "
            "you changed is still in the form, and the rest is as it is now. Please look, and save "
            "again."
        )
        maya.submit({})
        assert maya.modal.plain.endswith(SAVED)


class TestValues:
    @pytest.mark.sqlite_first
    def test_one_is_told_with_the_win(self, told: Story) -> None:
        choose(told, "Maya", values=VALUES)
        told.slack.person("Maya").close_modal()
        scenes.give(told, "@Ivan", shown_value="Customers first")
        told.pass_time(days=1)
        (post,) = scenes.posts(told, "#it")
        assert "WIN-1, from @Maya Okafor · Customers first" in post.plain

    def test_one_that_is_gone_meanwhile_is_chosen_again(self, told: Story) -> None:
        choose(told, "Maya", values=VALUES)
        maya = told.slack.person("Maya")
        maya.close_modal()
        maya.command("/win", f"@Ivan {WORDS}", channel="#marketing")
        choose(told, "Ivan", values="Only this")
        maya.submit({"shown_value": "Customers first"})
        assert maya.modal
        assert maya.modal.errors == {
            "shown_value": "This value was changed meanwhile. Please choose another one."
        }
