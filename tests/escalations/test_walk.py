"""The whole walk of an escalation, as the people in it live it, in every word they read."""

from tests.escalations import scenes
from tests.story import Story

HEAD = """\
ESC-1, high urgency: Marketing asks IT
What is stuck
The export fails
What is needed
Somebody who repairs it
"""
FOOT = "\nRaised by @Maya Okafor, Mon 23 Nov 09:00 UTC · Process"
ASKED = (
    "@Ivan Kovac can take it or answer it. Unless somebody does, I ask the sponsors Mon 23 Nov "
    "09:30 UTC."
)
TAKEN = (
    "@Ivan Kovac took it, Mon 23 Nov 09:05 UTC, and promised @Maya Okafor an answer by Mon 23 Nov "
    "11:05 UTC."
)


QUESTION = (
    "Is that the answer you needed? If you say nothing, it counts as accepted after two working "
    "days."
)


class TestWalk:
    def test_from_a_typed_command_to_an_accepted_answer(self, story: Story) -> None:
        story.set_up()
        maya, ivan = story.slack.person("Maya"), story.slack.person("Ivan")

        maya.command("/escalate", "The export fails", channel="#marketing")
        maya.submit({"ask": "Somebody who repairs it", "urgency": "High (30 minutes)"})
        story.settle()
        card, copy = ivan.sees("#it")[-1], maya.dm()[-1]
        assert card.plain == copy.plain == HEAD + ASKED + FOOT
        assert (card.buttons, copy.buttons) == (["Acknowledge", "Answer", "More"], ["More"])
        assert "<@U0IVAN00003> can take it or answer it." in card.text

        story.pass_time(minutes=5)
        ivan.click("Acknowledge", message=card)
        story.settle()
        card, told = ivan.sees("#it")[-1], maya.dm()[-1]
        assert card.plain == maya.dm()[-2].plain == HEAD + TAKEN + FOOT
        assert card.buttons == ["Answer", "More"]
        assert told.plain == (
            "@Ivan Kovac has taken ESC-1 and promised an answer by Mon 23 Nov 11:05 UTC."
        )
        assert told.thread_ts == copy.ts

        story.pass_time(minutes=5)
        ivan.click("Answer", message=card)
        assert ivan.modal
        assert ivan.modal.title == "Answer ESC-1"
        assert (
            ivan.modal.plain
            == "@U0MAYA00001 needs:\nSomebody who repairs it\nYour answer\nWhat is it?\nDecision"
        )
        ivan.submit({"answer": "Repaired"})
        story.settle()
        answered = (
            "Answer (unblocked)\nRepaired\n@Ivan Kovac answered, Mon 23 Nov 09:10 UTC. @Maya "
            "Okafor can accept it or reopen. Without a word it counts as accepted after two "
            "working days."
        )
        card, told = ivan.sees("#it")[-1], maya.dm()[-1]
        assert card.plain == HEAD + answered + FOOT
        assert card.buttons == ["More"]
        verdict = "ESC-1 has an answer\nYou asked: Somebody who repairs it\n"
        verdict += "@Ivan Kovac answered (unblocked):\nRepaired\n"
        assert told.plain == verdict + QUESTION
        assert told.text == "<@U0IVAN00003> answered ESC-1: Repaired"
        assert told.buttons == ["Accept", "Reopen"]

        story.pass_time(minutes=5)
        maya.click("Accept", message=told)
        story.settle()
        closed = (
            "Closed. @Ivan Kovac answered, Mon 23 Nov 09:10 UTC. @Maya Okafor accepted it, Mon 23 "
            "Nov 09:15 UTC."
        )
        card, told = ivan.sees("#it")[-1], maya.dm()[-1]
        assert card.plain == HEAD + "Answer (unblocked)\nRepaired\n" + closed + FOOT
        assert card.buttons == ["Celebrate it", "More"]
        assert told.plain == verdict + closed
        assert told.buttons == []

    def test_through_a_reopened_answer(self, story: Story) -> None:
        story.set_up()
        scenes.raise_one(story)
        scenes.acknowledge(story)
        scenes.answer(story)
        story.pass_time(minutes=20)
        maya = story.slack.person("Maya")

        verdict = maya.dm()[-1]
        maya.click("Reopen", message=verdict)
        assert maya.modal
        assert maya.modal.title == "Reopen ESC-1"
        assert maya.modal.plain == (
            "@U0MAYA00001 needs:\nSomebody who repairs it\nWhat is still missing?"
        )
        maya.submit({"why": "It fails again"})
        story.settle()
        reopened = (
            "@Maya Okafor reopened it, Mon 23 Nov 09:20 UTC: It fails again\n"
            "@Ivan Kovac can take it or answer it. Unless somebody does, I ask the sponsors Mon 23 "
            "Nov 09:50 UTC."
        )
        assert scenes.card(story).plain == HEAD + reopened + FOOT
        assert scenes.card(story).buttons == ["Acknowledge", "Answer", "More"]
        assert scenes.thread(story) == [
            "@Ivan Kovac: @Maya Okafor reopened ESC-1. Missing: It fails again"
        ]
        (verdict,) = [message for message in maya.dm() if message.ts == verdict.ts]
        assert verdict.buttons == []

        story.pass_time(minutes=5)
        scenes.answer(story, "Replaced it")
        assert maya.dm()[-1].buttons == ["Accept", "Reopen"]
        assert "Replaced it" in maya.dm()[-1].plain
        maya.click("Accept")
        story.settle()
        assert "Closed." in scenes.card(story).plain

    def test_posts_nothing_else(self, story: Story) -> None:
        story.set_up()
        greetings = len(story.slack.journal.of("chat.postMessage"))
        scenes.raise_one(story)
        scenes.acknowledge(story)
        scenes.answer(story)
        story.slack.person("Maya").click("Accept")
        story.settle()
        posted = story.slack.journal.of("chat.postMessage")[greetings:]
        # The card, the copy, "has taken", the answer; everything else is an edit.
        assert len(posted) == 4
        # Links in people's words grow no previews.
        assert not any(call.arguments["unfurl_links"] for call in posted)
        assert not any(call.arguments["unfurl_media"] for call in posted)
        # The card and the copy three times, the answer when its buttons go.
        assert len(story.slack.journal.of("chat.update")) == 7
        assert not story.slack.refused.of("chat.update")
