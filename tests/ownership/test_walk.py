"""From a question that nobody can answer to a list that answers it, as people live it."""

import sqlalchemy

from bot.nudges.models import QueuedNudge
from sandbox import Message, Reply
from sandbox.delivery import Delivery
from tests.escalations import scenes
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


class TestAnEntry:
    def test_is_added_and_found_and_changed(self, story: Story) -> None:
        story.set_up()
        add(story, **{"about@0": "The file", "consulted@0": ["Maya"]})
        maya = story.slack.person("Maya")
        maya.command("/align", "owns", channel="#marketing")
        listed = newest(story, "Maya", "#marketing")
        assert listed.plain == (
            "Who answers for what\n"
            "IT\n"
            "Newsletter exports\n"
            "The file\n"
            "@Ivan Kovac answers for it. Responsible: @Bo Chen. Consulted: @Maya Okafor."
        )
        assert listed.buttons == ["Add"]  # she keeps the list of Marketing only
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns", channel="#it")
        assert newest(story, "Ivan", "#it").buttons == ["Change", "Remove", "Add"]
        ivan.click("Change", message=newest(story, "Ivan", "#it"))
        ivan.submit({"name@1": "Mail exports"})
        assert ivan.modal is None
        assert "*Mail exports*" in read(maya.command("/align", "who mail", channel="#marketing"))

    def test_is_removed_by_who_may(self, story: Story) -> None:
        story.set_up()
        add(story)
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns", channel="#it")
        ivan.click("Remove", message=newest(story, "Ivan", "#it"))
        assert ivan.modal
        assert ivan.modal.plain == (
            "Remove Newsletter exports (IT) from the list? It is found no more."
        )
        ivan.submit()
        assert ivan.modal is None
        listed = read(ivan.command("/align", "owns", channel="#it"))
        assert listed == (
            "Nobody has written down yet who answers for what. A lead of a team can begin with "
            "*Add*."
        )

    def test_is_added_once_from_one_form(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns add", channel="#it")
        with scenes.tapped(story) as payloads:
            ivan.submit(FIELDS | {"team_id@0": "IT"})
        (payload,) = payloads
        again = story.receive(Delivery("interactive", payload))
        assert (again.status, again.body) == (200, None)
        ivan.close_modal()
        listed = read(ivan.command("/align", "owns", channel="#it"))
        assert listed.count("Newsletter exports") == 1

    def test_is_not_for_others_to_add_to_or_change(self, story: Story) -> None:
        story.set_up()
        add(story)
        ana = story.slack.person("Ana")
        assert read(ana.command("/align", "owns add", channel="#marketing")) == (
            "Only <@U0MAYA00001>, <@U0SOFIA0005> and <@U0IVAN00003> can do that. Please ask one of "
            "them."
        )
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns", channel="#it")
        with scenes.tapped(story) as payloads:
            ivan.click("Change", message=newest(story, "Ivan", "#it"))
        (payload,) = payloads
        payload["user"]["id"] = "U0ANA000002"
        story.receive(Delivery("interactive", payload))
        story.settle()
        assert "Only @Ivan Kovac and @Sofia Rossi can do that. Please ask one of them." in (
            scenes.whispers(story, "Ivan") + scenes.whispers(story, "Ana")
        )

    def test_that_two_people_change_at_once_keeps_what_both_meant(self, story: Story) -> None:
        story.set_up()
        add(story)
        ivan, sofia = story.slack.person("Ivan"), story.slack.person("Sofia")
        for person in (ivan, sofia):
            person.command("/align", "owns", channel="#general")
            person.click("Change", message=person.sees("#general")[-1])
        story.clock.advance(minutes=1)
        sofia.submit({"name@1": "Mail exports", "informed@1": ["Ana"]})
        assert sofia.modal is None
        ivan.submit({"name@1": "Newsletter exports", "about@1": "Every Monday"})
        assert ivan.modal
        assert ivan.modal.title == "What we own"
        assert ivan.modal.plain.startswith(
            "Nothing is saved yet: this was changed while you had this form open. What you changed "
            "is still in the form, and the rest is as it is now. Please look, and save again.\n"
            "• @U0SOFIA0005 changed Name from “Newsletter exports” to “Mail exports”, Mon 23 Nov "
        )
        assert "• @U0SOFIA0005 changed Informed from nobody to @U0ANA000002" in ivan.modal.plain
        state = ivan.modal.view["state"]["values"]
        assert state["name@2"]["value"]["value"] == "Mail exports"
        assert state["about@2"]["value"]["value"] == "Every Monday"
        ivan.submit()
        assert ivan.modal is None
        found = read(ivan.command("/align", "who mail exports", channel="#it"))
        assert "answers for *Mail exports* (IT)" in found

    def test_that_was_removed_meanwhile_can_be_put_back(self, story: Story) -> None:
        story.set_up()
        add(story)
        ivan, sofia = story.slack.person("Ivan"), story.slack.person("Sofia")
        for person, button in ((ivan, "Change"), (sofia, "Remove")):
            person.command("/align", "owns", channel="#general")
            person.click(button, message=person.sees("#general")[-1])
        sofia.submit()
        ivan.submit({"about@1": "Every Monday"})
        assert ivan.modal
        assert ivan.modal.plain.startswith(
            "@U0SOFIA0005 removed Newsletter exports (IT), Mon 23 Nov 09:00 UTC. Nothing was "
            "saved. Save again to put it on the list anew."
        )
        ivan.submit()
        assert ivan.modal
        assert ivan.modal.title == "Added"
        assert "Every Monday" in ivan.command("/align", "who newsletter", channel="#it").body[
            "blocks"
        ][1]["text"]["text"]  # fmt: skip

    def test_says_at_the_field_what_is_missing(self, story: Story) -> None:
        story.set_up()
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "owns add", channel="#it")
        ivan.submit(FIELDS | {"team_id@0": "IT", "name@0": "   "})
        assert ivan.modal
        assert ivan.modal.errors == {"name@0": "Please give it a name."}


class TestHalfAYear:
    def test_passes_and_the_accountable_person_gives_it_up(self, story: Story) -> None:
        story.set_up()
        add(story)
        story.pass_time(days=182)  # a Monday
        story.pass_time(minutes=1)
        ivan, maya = story.slack.person("Ivan"), story.slack.person("Maya")
        asked = ivan.dm()[-1]
        assert asked.plain == (
            "Do you still answer for Newsletter exports (IT)? It was confirmed last Mon 23 Nov "
            "09:00 UTC."
        )
        assert asked.buttons == ["Still true", "Change", "Not mine any more"]
        doubtful = read(maya.command("/align", "who newsletter", channel="#marketing"))
        assert doubtful.startswith(
            "<@U0IVAN00003> answers for *Newsletter exports* (IT), not confirmed since "
        )
        ivan.click("Still true", message=asked)
        story.settle()
        assert ivan.dm()[-1].plain.startswith(
            "Thank you. Newsletter exports (IT) stays yours. I ask again Sat 20 Nov "
        )
        ivan.click("Not mine any more", message=asked)
        ivan.click("Not mine any more", message=asked)
        story.settle()
        assert ivan.dm()[-1].plain == (
            "Thank you. I ask @Ivan Kovac to name somebody else for Newsletter exports (IT)."
        )
        vacant = read(maya.command("/align", "owns", channel="#marketing"))
        assert "Nobody answers for it at the moment: <@U0IVAN00003> gave it up" in vacant
        story.pass_time(days=1)
        story.pass_time(minutes=1)
        name = ivan.dm()[-1]
        assert name.plain.endswith("Who answers for it now?")
        ivan.click("Name somebody", message=name)
        ivan.submit({"accountable@1": "Bo"})
        assert ivan.modal is None
        held = read(maya.command("/align", "who newsletter", channel="#marketing"))
        assert held.startswith("<@U0BO0000004> answers for *Newsletter exports* (IT).")
