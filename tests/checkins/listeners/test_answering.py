"""What happens to answers that come twice, late, or from somebody else."""

import pytest

from tests.checkins import scenes
from tests.checkins.test_walk import AT_RISK
from tests.roadmap import scenes as roadmap
from tests.story import Story

NOT_YOURS = "Only who owns INI-1 on that side can say how it goes there."


class TestOnSend:
    def test_asks_why_something_is_at_risk_and_keeps_what_was_typed(self, story: Story) -> None:
        scenes.asked(story)
        bo = story.slack.person("Bo")
        bo.click("Check in", message=scenes.question(bo))
        bo.submit(scenes.filled(**{"How does it go?": "At risk", "How sure are you of that?": "3"}))
        # Sent before Slack has shown the two fields.
        assert roadmap.screen(bo).splitlines()[2:4] == ["Why?", "What happens next?"]
        bo.submit({"Why?": " ", "What happens next?": "We wait"})
        assert bo.modal is not None
        assert bo.modal.errors == {"why": "Please say why."}
        bo.submit({"Why?": "The supplier is late"})
        assert roadmap.screen(bo).startswith("Thank you. When Marketing has answered too")

    def test_refuses_who_does_not_own_that_side(self, story: Story) -> None:
        scenes.asked(story)
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")
        value = scenes.value_of(story, "IT")
        for other in (maya, ivan):
            scenes.press(story, other, value)
            assert other.modal is None
        assert maya.dm()[-1].plain == NOT_YOURS

    def test_shows_a_change_of_mind_at_once_when_both_sides_are_known(self, story: Story) -> None:
        scenes.asked(story)
        for name in ("Maya", "Bo", "Bo"):
            answers = AT_RISK if name == "Bo" else {}
            scenes.check_in(story, name, **answers).close_modal()
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "checkin INI-1")
        assert roadmap.states(maya)["status"]["value"] == "on_track"
        maya.choose("How does it go?", "At risk")
        its = "What do you wait for from"
        maya.submit({name: each for name, each in AT_RISK.items() if not name.startswith(its)})
        maya.close_modal()
        story.settle()
        card = roadmap.posted(story)[-1]
        assert "You two see this differently." not in card.plain
        assert card.buttons == ["Change", "Log decision"]

    def test_takes_an_answer_of_who_was_silent(self, story: Story) -> None:
        scenes.asked(story)
        scenes.check_in(story, "Maya").close_modal()
        scenes.until(story, day=30, hour=18)
        assert "no answer yet" in roadmap.posted(story)[-1].plain
        scenes.check_in(story, "Bo").close_modal()
        assert "no answer" not in roadmap.posted(story)[-1].plain
        scenes.until(story, day=30, hour=23)
        assert roadmap.posted(story)[-1].plain.count("On track") == 2

    def test_refuses_an_answer_to_what_was_asked_anew(self, story: Story) -> None:
        scenes.asked(story)
        bo = story.slack.person("Bo")
        old = scenes.question(bo)
        scenes.until(story, month=12, day=1, hour=18)
        bo.click("Check in", message=old)
        story.settle()
        assert bo.dm()[-1].plain == (
            "You have been asked about INI-1 again since: please answer that one."
        )


class TestOnCheckin:
    def test_opens_the_only_one_that_waits(self, story: Story) -> None:
        scenes.asked(story)
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "checkin", channel="#marketing")
        assert roadmap.title(maya) == "INI-1: how it goes"

    def test_lists_what_is_answered(self, story: Story) -> None:
        scenes.asked(story)
        maya = scenes.check_in(story, "Maya")
        maya.close_modal()
        maya.command("/roadmap", "checkin", channel="#marketing")
        listed = roadmap.newest(maya)
        assert listed.plain == (
            "All is answered.\nINI-1 Web shop: you answered Tue 24 Nov 18:00 UTC"
        )
        assert listed.buttons == ["Change it"]

    def test_says_when_nothing_is_asked(self, story: Story) -> None:
        story.set_up()
        maya = story.slack.person("Maya")
        maya.command("/roadmap", "checkin", channel="#marketing")
        assert roadmap.newest(maya).plain == (
            "Nothing is to be checked in. Who owns an active initiative is asked on Tuesdays how "
            "it goes. /roadmap shows yours."
        )


class TestOnWhy:
    @pytest.mark.parametrize(
        ("cadence", "target_on", "said"),
        [
            (
                "Every month, every week in the last eight",
                "2026-12-04",
                "every Tuesday, because its target date, Fri 4 Dec 2026, is less than eight weeks "
                "away.",
            ),
            ("Every week", "2027-12-03", "every Tuesday, as was chosen for it."),
            (
                "Every two weeks",
                "2027-12-03",
                "every second Tuesday, as was chosen for it.",
            ),
            (
                "Every month, every week in the last eight",
                "2027-12-03",
                "on the first Tuesday of each month, until eight weeks before its target date, "
                "Fri 3 Dec 2027; then every week.",
            ),
        ],
    )
    def test_names_the_rule(self, story: Story, cadence: str, target_on: str, said: str) -> None:
        story.set_up()
        story.sync()
        how_often = {"How often are its owners asked how it goes?": cadence}
        roadmap.add(story, Channel="#it", **{"Target date": target_on, **how_often})
        scenes.until(story, month=12, day=2, hour=18)
        maya = story.slack.person("Maya")
        maya.click("Why was I asked?", message=scenes.question(maya))
        story.settle()
        assert maya.dm()[-1].plain == (
            f"You own INI-1 Web shop for Marketing, and it is active. Its owners are asked {said} "
            "To change that: /roadmap INI-1, then Change."
        )
