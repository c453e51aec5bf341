"""A check-in as people live it: asked apart, shown together, differing, and silent."""

from tests.checkins import scenes
from tests.roadmap import scenes as roadmap
from tests.story import Story

QUESTION = (
    "How does INI-1 Web shop go for {team}? It takes a minute. Nobody reads the other side's "
    "answer before giving their own."
)
WAITING = (
    "Thank you. When IT has answered too, the card of INI-1 shows both sides. Until then nobody "
    "reads yours, and you can change it with the same button."
)
HEAD = """\
INI-1: Web shop
Active, target date Fri 4 Dec 2026
What will be true when it is done
The new shop is live
Why
The old one is slow
Owners
Marketing: @Maya Okafor
IT: @Bo Chen
"""
FOOT = "Added by @Maya Okafor, Mon 23 Nov 09:00 UTC"
MARKETING = """\
Marketing, @Maya Okafor: On track, 8 of 10 sure, expects Fri 4 Dec 2026
said Tue 24 Nov 18:00 UTC
"""
IT = """\
IT, @Bo Chen: At risk, 4 of 10 sure, expects Fri 18 Dec 2026
Why: The supplier is late
What next: We test with old data
Waits for: The texts
Next step: @Ivan Kovac
said Tue 24 Nov 18:00 UTC"""
DIFFERENT = f"How it goes: You two see this differently.\n{MARKETING}{IT}\n"
AT_RISK = {
    "How does it go?": "At risk",
    "Why?": "The supplier is late",
    "What happens next?": "We test with old data",
    "How sure are you of that?": "4",
    "When do you expect it to be done?": "2026-12-18",
    "Who has the next step?": "Ivan",
    "What do you wait for from Marketing?": "The texts",
}


class TestWalk:
    def test_from_the_question_to_two_views_and_a_silent_owner(self, story: Story) -> None:
        scenes.asked(story)
        maya, bo, sofia, ivan = map(story.slack.person, ("Maya", "Bo", "Sofia", "Ivan"))
        assert [each.plain for each in maya.dm()] == [QUESTION.format(team="Marketing")]
        assert [each.plain for each in bo.dm()] == [QUESTION.format(team="IT")]
        assert [bo.dm()[0].buttons, sofia.dm(), ivan.dm()] == [
            ["Check in", "Why was I asked?"],
            [],
            [],
        ]

        scenes.check_in(story, "Maya")
        assert roadmap.screen(maya) == WAITING
        maya.close_modal()
        assert roadmap.posted(story)[-1].plain == HEAD + FOOT

        bo.click("Check in", message=bo.dm()[0])
        assert roadmap.screen(bo).splitlines() == [
            "Web shop",
            "How does it go?",
            "When do you expect it to be done?",
            "How sure are you of that?",
            "Who has the next step?",
            "What do you wait for from Marketing?",
        ]
        bo.choose("How does it go?", "At risk")
        assert roadmap.screen(bo).splitlines()[2:4] == ["Why?", "What happens next?"]
        bo.submit(AT_RISK)
        assert "You two see this differently." in roadmap.screen(bo)
        bo.close_modal()
        story.settle()
        card = roadmap.posted(story)[-1]
        assert card.plain == HEAD + DIFFERENT + FOOT
        assert card.buttons == ["Change", "Log decision", "Raise escalation"]
        assert (
            "Marketing: On track, 8 of 10 sure, expects Fri 4 Dec 2026; IT: At risk," in card.text
        )

        scenes.until(story, day=25, hour=20)
        for owner in (maya, bo):
            assert len(owner.dm()) == 2
            assert owner.dm()[1].plain == (
                f"INI-1 Web shop: You two see this differently.\n{MARKETING}{IT}"
            )
            assert owner.dm()[1].buttons == ["Log decision", "Raise escalation"]
        assert [sofia.dm(), ivan.dm()] == [[], []]

        scenes.until(story, month=12, day=1, hour=18)
        assert [each.plain for each in maya.dm()[2:]] == [QUESTION.format(team="Marketing")]
        bo.click("Check in", message=scenes.question(bo))
        filled = roadmap.states(bo)
        assert filled["expected_on"] == "2026-12-18"
        assert filled["why"] == "The supplier is late"
        bo.close_modal()
        scenes.check_in(story, "Maya").close_modal()

        scenes.until(story, month=12, day=8, hour=16)
        assert [each.plain for each in bo.dm()[2:]] == [
            QUESTION.format(team="IT"),
            *["How does INI-1 Web shop go for IT? I asked Tue 01 Dec 17:00 UTC."] * 2,
        ]
        of_the_month, *others = [each.plain for each in sofia.dm()]
        assert of_the_month.startswith("The roadmap this month: 1 of 1 at risk or off track.")
        assert others == [
            "@Bo Chen has not said how INI-1 Web shop goes for IT, as was due on Tue 1 Dec 2026. "
            "Please ask them, or let somebody else own it."
        ]
        assert "no answer to the last check-in by Mon 07 Dec 17:00 UTC" in (
            roadmap.posted(story)[-1].plain
        )
        assert ivan.dm() == []
