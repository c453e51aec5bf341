"""`/align who`, `/align services` and `/align questions`, beside the walk."""

import pytest

from sandbox.delivery import Delivery
from tests.escalations import scenes
from tests.ownership.test_walk import add, newest, read
from tests.story import Story


def serve(story: Story, name: str = "Laptops for new colleagues") -> None:
    """Let Ivan say what IT does for the others."""
    ivan = story.slack.person("Ivan")
    ivan.command("/align", "services add", channel="#it")
    ivan.submit({"name@0": name, "about@0": "Ask with a ticket", "team_id@0": "IT"})
    ivan.close_modal()


@pytest.mark.sqlite_first
class TestOnWho:
    @pytest.mark.parametrize("text", ["who", "who ???", "who   "])
    def test_says_how_to_ask(self, sqlite_story: Story, text: str) -> None:
        sqlite_story.set_up()
        reply = sqlite_story.slack.person("Ana").command("/align", text)
        assert read(reply) == (
            "Whom do you look for? Type a topic or a name, for example `/align who newsletter` or "
            "`/align who @ivan`."
        )

    def test_takes_no_stories(self, sqlite_story: Story) -> None:
        sqlite_story.set_up()
        words = "newsletter " * 30
        reply = sqlite_story.slack.person("Ana").command("/align", f"who {words}")
        assert read(reply) == (
            "Please ask in at most 300 characters: a name or a topic is enough. You typed:\n"
            f"{words.strip()}"
        )

    @pytest.mark.parametrize("text", ["who newsletter", "owns", "services", "owns newsletter"])
    def test_needs_teams(self, sqlite_story: Story, text: str) -> None:
        reply = sqlite_story.slack.person("Ana").command("/align", text)
        assert read(reply) == (
            "I need to know your teams first. Type `/align setup`: it takes two minutes."
        )
        assert reply.body["blocks"][-1]["elements"][0]["action_id"] == "teams.start"

    @pytest.mark.parametrize("text", ["owns add", "services add", "questions"])
    def test_needs_teams_before_there_is_something_to_keep(
        self, sqlite_story: Story, text: str
    ) -> None:
        reply = sqlite_story.slack.person("Ana").command("/align", text)
        assert read(reply).startswith("I need to know your teams first.")

    def test_knows_people_and_channels_that_are_named_exactly(self, story: Story) -> None:
        story.set_up()
        add(story)
        ana = story.slack.person("Ana")
        assert read(ana.command("/align", "who is @Ivan")) == (
            "<@U0IVAN00003> leads *IT* and answers for *Newsletter exports* (IT)."
        )
        assert read(ana.command("/align", "who is in #it")).startswith("<@U0IVAN00003> leads *IT*.")
        assert read(ana.command("/align", "who @Ana")) == (
            "<@U0ANA000002> leads no team and answers for nothing that I know of."
        )

    def test_says_what_a_team_does_for_the_others(self, story: Story) -> None:
        story.set_up()
        serve(story)
        ana = story.slack.person("Ana")
        text = read(ana.command("/align", "who gives me a laptop?", channel="#marketing"))
        assert text == (
            "IT does *Laptops for new colleagues* for the others. You may always ask "
            "<@U0IVAN00003>, the liaison of IT, in <#C0IT0000003>."
        )
        assert newest(story, "Ana", "#marketing").plain.endswith("Ask with a ticket")

    def test_is_what_owns_and_services_do_with_words(self, story: Story) -> None:
        story.set_up()
        add(story)
        ana = story.slack.person("Ana")
        assert read(ana.command("/align", "owns newsletter")).startswith("<@U0IVAN00003> answers")


class TestOnAskLeads:
    @pytest.mark.sqlite_first
    def test_keeps_the_question_although_something_was_found(self, story: Story) -> None:
        story.set_up()
        add(story)
        ana, ivan = story.slack.person("Ana"), story.slack.person("Ivan")
        ana.command("/align", "who newsletter layout", channel="#marketing")
        ana.click("None of these: ask the leads")
        story.settle()
        assert scenes.whispers(story, "Ana")[-1] == (
            "I have kept your question “newsletter layout” for @Ivan Kovac, and send you the "
            "answer as soon as there is one."
        )
        assert "“newsletter layout”" in read(ivan.command("/align", "questions", channel="#it"))


@pytest.mark.sqlite_first
class TestOnQuestions:
    def test_names_those_who_may_answer(self, story: Story) -> None:
        story.set_up()
        assert read(story.slack.person("Ana").command("/align", "questions")) == (
            "Only <@U0MAYA00001> and <@U0IVAN00003> can do that. Please ask one of them."
        )

    def test_says_that_nothing_waits(self, story: Story) -> None:
        story.set_up()
        assert read(story.slack.person("Ivan").command("/align", "questions")) == (
            "No question waits for an answer."
        )

    def test_is_one_click_from_the_list_for_a_lead(self, story: Story) -> None:
        story.set_up()
        story.slack.person("Ana").command("/align", "who makes coffee", channel="#marketing")
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "services", channel="#it")
        assert "1 question waits for an answer" in newest(story, "Ivan", "#it").plain
        ivan.click("Show")
        story.settle()
        shown = newest(story, "Ivan", "#it")
        assert "“makes coffee” asked once" in shown.plain
        assert shown.buttons == ["Answer"]


@pytest.mark.sqlite_first
class TestOnAnswer:
    def test_has_one_winner_and_keeps_what_the_other_typed(self, story: Story) -> None:
        story.set_up()
        story.slack.person("Ana").command("/align", "who makes coffee", channel="#marketing")
        ivan, maya = story.slack.person("Ivan"), story.slack.person("Maya")
        for person in (ivan, maya):
            person.command("/align", "questions", channel="#general")
            person.click("Answer", message=person.sees("#general")[-1])
        maya.submit({"answer": "Facility"})
        ivan.submit({"answer": "The kitchen"})
        assert ivan.modal
        assert ivan.modal.errors == {
            "answer": "Somebody has answered this meanwhile. Your text was not sent; copy it if "
            "needed."
        }
        story.settle()
        assert len(story.slack.person("Ana").dm()) == 1

    def test_is_for_leads_whoever_presses(self, story: Story) -> None:
        story.set_up()
        story.slack.person("Ana").command("/align", "who makes coffee", channel="#marketing")
        ivan = story.slack.person("Ivan")
        ivan.command("/align", "questions", channel="#it")
        with scenes.tapped(story) as payloads:
            ivan.click("Answer", message=newest(story, "Ivan", "#it"))
            ivan.submit({"answer": "Mine"})
        for payload in payloads:
            payload["user"]["id"] = "U0ANA000002"
        story.receive(Delivery("interactive", payloads[0]))
        ack = story.receive(Delivery("interactive", payloads[1]))
        assert ack.body == {
            "response_action": "errors",
            "errors": {
                "answer": "Only a lead, deputy, liaison or sponsor of the team can do that. Ask "
                "one of them."
            },
        }
