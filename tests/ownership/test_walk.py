"""From a question that nobody can answer to a list that answers it, as people live it."""

import sqlalchemy

from bot.nudges.models import QueuedNudge
from sandbox import Message, Reply
from tests.story import Story

FIELDS = {
    "name@0": "Newsletter exports",
    "about@0": "The file that goes to the mailing tool",
    "accountable@0": "Ivan",
    "responsible@0": ["Bo"],
    "consulted@0": ["Maya"],
}


def read(reply: Reply) -> str:
    """Return the text with which a command was answered."""
    assert isinstance(reply.body, dict)
    text: str = reply.body["text"]
    return text


def newest(story: Story, name: str, channel: str) -> Message:
    """Return the newest thing that somebody sees in a channel."""
    return story.slack.person(name).sees(channel)[-1]


def add(story: Story, name: str = "Ivan", **changes: object) -> None:
    """Let somebody add newsletter exports to what IT owns."""
    person = story.slack.person(name)
    person.command("/align", "owns add", channel="#it")
    person.submit(FIELDS | {"team_id@0": "IT"} | changes)
    if person.modal:
        person.close_modal()
    story.settle()


class TestAQuestion:
    def test_goes_to_the_leads_and_is_answered_at_once_the_next_time(self, story: Story) -> None:
        story.set_up()
        ana, ivan = story.slack.person("Ana"), story.slack.person("Ivan")
        asked = ana.command("/align", "who repairs the newsletter export?", channel="#marketing")
        assert read(asked) == (
            "I know nobody yet for “repairs the newsletter export?”. I have kept your question for "
            "<@U0IVAN00003>, and send you the answer as soon as there is one."
        )

        ivan.command("/align", "questions", channel="#it")
        assert newest(story, "Ivan", "#it").plain == (
            "Questions that nobody could answer yet\n"
            "“repairs the newsletter export?” asked once, first by @Ana Ribeiro, Mon 23 Nov 09:00 "
            "UTC."
        )
        ivan.click("Answer", message=newest(story, "Ivan", "#it"))
        assert ivan.modal
        assert ivan.modal.title == "Answer a question"
        ivan.submit({"answer": "Bo repairs it", "keep": "Yes, to what we own"})
        assert ivan.modal
        assert ivan.modal.title == "What we own"
        ivan.submit(
            {"name@0": "Newsletter exports", "accountable@0": "Ivan", "responsible@0": ["Bo"]}
        )
        assert ivan.modal
        assert ivan.modal.plain == (
            "Newsletter exports (IT) is on the list now. @U0IVAN00003 answers for it. "
            "In 180 days I ask whether that is still true."
        )
        story.settle()
        assert ana.dm()[-1].plain == (
            "You asked “repairs the newsletter export?”. @Ivan Kovac answers:\nBo repairs it"
        )

        maya = story.slack.person("Maya")
        again = maya.command("/align", "who repairs newsletter export", channel="#marketing")
        assert read(again).startswith(
            "<@U0IVAN00003> was asked “repairs the newsletter export?” before and answered, "
            "<!date^1795424400^{date_short_pretty} at {time}|Mon 23 Nov 09:00 UTC>: “Bo repairs it”"
        )
        known = maya.command("/align", "who newsletter exprots", channel="#marketing")
        assert read(known).startswith(
            "<@U0IVAN00003> answers for *Newsletter exports* (IT). Ask in <#C0IT0000003>."
        )

    def test_that_is_asked_again_counts_up_and_tells_nobody_twice(self, story: Story) -> None:
        story.set_up()
        for name in ("Ana", "Maya", "Ana"):
            person = story.slack.person(name)
            person.command("/align", "who does the coffee machine?", channel="#marketing")
        ivan = story.slack.person("Ivan")
        listed = read(ivan.command("/align", "questions", channel="#it"))
        assert "asked 3 times, first by <@U0ANA000002>" in listed
        with story.transaction() as session:
            waiting = session.scalars(sqlalchemy.select(QueuedNudge)).all()
        assert [(each.user_id, each.text) for each in waiting] == [
            (
                "U0IVAN00003",
                "<@U0ANA000002> asked whom to ask, and I know nobody: “does the coffee machine?” "
                "Can you say? The answer is kept for the next one who asks.",
            )
        ]
        ivan.click("Answer", message=newest(story, "Ivan", "#it"))
        ivan.submit({"answer": "Facility"})
        assert ivan.modal
        assert ivan.modal.plain == (
            "Your answer goes to @U0ANA000002 and @U0MAYA00001, and to whoever asks the same "
            "afterwards."
        )
        story.settle()
        for name in ("Ana", "Maya"):
            assert "Facility" in story.slack.person(name).dm()[-1].plain
