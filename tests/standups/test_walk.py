"""A stand-up from its form to its second summary, as two people of Marketing live through it."""

from tests.standups import scenes
from tests.standups.scenes import BLOCKER, DONE, PLAN, WIN
from tests.story import Story

FIRST = """Weekly stand-up, Mon 23 Nov 2026
2 of 2 answered.
In the way
• Maya Okafor: The export fails (ESC-1)
Worth celebrating
• Maya Okafor: Ivan repaired the CRM on Sunday
Marketing next
• Maya Okafor: Ship the newsletter; Call the printer
Everybody's words are in the thread."""

SECOND = """Weekly stand-up, Mon 30 Nov 2026
2 of 2 answered.
Marketing next
• Maya Okafor: Ship the newsletter
Everybody's words are in the thread."""


class TestWalk:
    def test_is_set_up_asked_answered_and_summed_up_twice(self, story: Story) -> None:
        scenes.prepared(story)
        assert scenes.set_up(story).error is None
        story.pass_time(minutes=31)
        maya, ana = story.slack.person("Maya"), story.slack.person("Ana")
        assert scenes.asking(story).plain == (
            "Weekly stand-up of Marketing. It closes Tue 24 Nov 12:30 UTC; the summary goes to "
            f"#marketing.\n{DONE} · {PLAN} · {BLOCKER} · {WIN}"
        )
        said = {
            "done": "The landing page",
            "plan": "- Ship the newsletter\n- Call the printer",
            "blocker": "The export fails",
            "win": "Ivan repaired the CRM on Sunday",
        }
        assert scenes.answer(story, **said).error is None
        assert scenes.asking(story).plain == (
            "Weekly stand-up, Mon 23 Nov 2026: you have answered, thank you.\n"
            "Next: Ship the newsletter, Call the printer\n"
            f"{DONE} The landing page\n"
            f"{BLOCKER} The export fails\n"
            f"{WIN} Ivan repaired the CRM on Sunday"
        )
        maya.click("Ask for help with it")
        assert maya.submit({"ask": "Somebody who repairs it"}).error is None
        story.pass_time(hours=4)
        ana.choose("standups.skip", "Nothing new this time")
        scenes.days(story, 1)
        assert scenes.summaries(story) == [FIRST]
        assert scenes.words(story) == [
            f"Maya Okafor answered\n{DONE}\nThe landing page\n{PLAN}\n- Ship the newsletter\n"
            f"- Call the printer\n{BLOCKER}\nThe export fails\n{WIN}\n"
            "Ivan repaired the CRM on Sunday"
        ]

        scenes.days(story, 6)
        maya.choose("standups.tick", ["Call the printer"])
        maya.click("All on plan")
        ana.choose("standups.skip", "Nothing new this time")
        scenes.days(story, 1)
        assert scenes.asking(story).plain == (
            "Weekly stand-up, Mon 30 Nov 2026: you have answered, thank you.\n"
            "Done: Call the printer\nStill on it: Ship the newsletter"
        )
        assert scenes.summaries(story) == [FIRST, SECOND]
        assert scenes.words(story)[1] == (
            "Maya Okafor goes on as planned\nDone of the plan\nCall the printer\n"
            "Still on it\nShip the newsletter"
        )
