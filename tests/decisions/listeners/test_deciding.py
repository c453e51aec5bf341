"""From the question to the last vote: who is asked, who is told, and what late means."""

import pytest

from sandbox import Delivery, Reply
from tests.decisions import scenes
from tests.decisions.scenes import MENU
from tests.story import Story


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the operations."""
    sqlite_story.set_up()
    return sqlite_story


class TestOnApprove:
    def test_walks_from_the_question_to_who_has_to_know(self, story: Story) -> None:
        scenes.record(story, more=True, approvers=["Ivan"], informed=["Sofia"])
        assert scenes.told(story, "Ivan")[-1].startswith(
            "@Maya Okafor asks you to approve DEC-1.\nDEC-1, proposed by Marketing\n"
            "We move the newsletter to HubSpot\nWaits for @Ivan Kovac, who has to approve."
        )
        ivan = story.slack.person("Ivan")
        story.clock.advance(minutes=5)
        ivan.click("Approve", message=ivan.dm()[-1])
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1].startswith("DEC-1: Approved by @Ivan Kovac")
        card = scenes.card(story)
        assert card.plain.startswith("DEC-1, decided by Marketing")
        assert "Approved by @Ivan Kovac, Mon 23 Nov 09:05 UTC. Read by 0 of 1." in card.plain
        assert card.buttons == []
        assert scenes.told(story, "Maya")[-1].startswith(
            "DEC-1, “We move the newsletter to HubSpot”: Approved by @Ivan Kovac"
        )
        assert scenes.told(story, "Sofia")[-1].startswith(
            "DEC-1 concerns you. Please press Acknowledge when you have read it."
        )
        sofia = story.slack.person("Sofia")
        sofia.click("Acknowledge", message=sofia.dm()[-1])
        story.settle()
        assert "Read by 1 of 1." in scenes.card(story).plain

    def test_says_who_was_faster(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        ivan = story.slack.person("Ivan")
        (asked,) = [each for each in ivan.dm() if "asks you to approve" in each.text]
        scenes.press(story, "Ivan", "Approve")
        story.clock.advance(hours=1)
        ivan.click("Approve", message=asked)
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1] == (
            "Nothing changed: DEC-1 was already approved by @Ivan Kovac, Mon 23 Nov 09:00 UTC."
        )

    def test_says_that_one_has_said_so(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        scenes.press(story, "Ivan", "Approve")
        scenes.press(story, "Ivan", "Approve")
        assert scenes.whispers(story, "Ivan")[-1] == (
            "Nothing changed: @Ivan Kovac approved, Mon 23 Nov 09:00 UTC. Waits for @Bo Chen: all "
            "have to approve. @Ivan Kovac approved, Mon 23 Nov 09:00 UTC."
        )


class TestOnReject:
    def test_tells_the_driver_why(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.press(story, "Ivan", "Reject", why="The contract runs until June")
        assert "Rejected by @Ivan Kovac, Mon 23 Nov 09:00 UTC: “The contract runs until June”." in (
            scenes.card(story).plain
        )
        assert scenes.told(story, "Maya")[-1].startswith(
            "DEC-1, “We move the newsletter to HubSpot”: Rejected by @Ivan Kovac"
        )

    def test_asks_for_the_reason(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        ivan = story.slack.person("Ivan")
        ivan.click("Reject", message=scenes.card(story))
        with pytest.raises(Exception, match="Why not"):
            ivan.submit({})


class TestOnAsk:
    def test_puts_the_question_below_the_card_and_tells_the_driver(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.press(story, "Ana", "Ask", question="Who pays?")
        said = "@Ana Ribeiro asks @Maya Okafor about DEC-1: “Who pays?”"
        below = [each.plain for each in story.slack.channel("#marketing").messages]
        assert below[-1] == said
        assert scenes.told(story, "Maya")[-1] == said


class TestMenu:
    def test_lets_somebody_decide_in_ones_place(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Ivan", "Let somebody else decide", to="Bo", until="2026-11-24 18:00")
        assert scenes.told(story, "Bo")[-1].startswith(
            "@Ivan Kovac asks you to decide on DEC-1 until Tue 24 Nov 17:00 UTC."
        )
        scenes.press(story, "Bo", "Approve")
        assert "Approved by @Bo Chen" in scenes.card(story).plain

    def test_tells_the_driver_when_nobody_is_left_to_decide(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Ivan", "Abstain")
        assert scenes.told(story, "Maya")[-1] == (
            "DEC-1 can't be approved any more: too many abstained. Choose others (… → Change who "
            "takes part), or withdraw it."
        )
        scenes.choose(story, "Maya", "Change who takes part", approvers=["Bo"])
        assert scenes.told(story, "Bo")[-1].startswith("@Maya Okafor asks you to approve DEC-1.")
        assert "Waits for @Bo Chen, who has to approve." in scenes.card(story).plain

    def test_withdraws(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Maya", "Withdraw it", why="No budget")
        card = scenes.card(story)
        assert "Withdrawn by @Maya Okafor, Mon 23 Nov 09:00 UTC: “No budget”." in card.plain
        assert card.buttons == []

    def test_shows_what_happened(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        scenes.press(story, "Ivan", "Approve")
        ana = story.slack.person("Ana")
        ana.choose(MENU, "History", scenes.card(story))
        assert ana.modal
        assert ana.modal.plain.endswith(
            "Mon 23 Nov 09:00 UTC: @U0MAYA00001 proposed it.\n"
            "Mon 23 Nov 09:00 UTC: @U0IVAN00003 approved."
        )


REFUSED = {
    "not an approver": ("Ana", "only the approvers of DEC-1 can do that, @Ivan Kovac."),
    "the driver": ("Maya", "only the approvers of DEC-1 can do that, @Ivan Kovac."),
}


class TestWhoMayNot:
    """Every click is authorised when it is handled: a sentence, and no change."""

    @pytest.mark.parametrize(("who", "sentence"), REFUSED.values(), ids=REFUSED)
    def test_is_told_so(self, story: Story, who: str, sentence: str) -> None:
        scenes.propose(story, "Ivan")
        before = scenes.card(story).plain
        scenes.press(story, who, "Approve")
        assert scenes.whispers(story, who)[-1] == f"Nothing changed: {sentence}"
        assert scenes.card(story).plain == before

    def test_is_somebody_who_was_taken_out(self, story: Story) -> None:
        scenes.propose(story, "Ivan", "Bo")
        ivan = story.slack.person("Ivan")
        (asked,) = [each for each in ivan.dm() if "asks you to approve" in each.text]
        scenes.choose(story, "Maya", "Change who takes part", approvers=["Bo"])
        ivan.click("Approve", message=asked)
        story.settle()
        assert scenes.whispers(story, "Ivan")[-1] == (
            "Nothing changed: only the approvers of DEC-1 can do that, @Bo Chen."
        )
        assert "Waits for @Bo Chen" in scenes.card(story).plain

    def test_is_a_stand_in_after_the_end(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Ivan", "Let somebody else decide", to="Bo", until="2026-11-23 12:00")
        story.clock.advance(hours=3)
        scenes.press(story, "Bo", "Approve")
        assert scenes.whispers(story, "Bo")[-1] == (
            "Nothing changed: only the approvers of DEC-1 can do that, @Ivan Kovac."
        )

    def test_is_somebody_of_another_company(self, story: Story) -> None:
        scenes.propose(story, "Ivan")
        before = scenes.card(story).plain

        def as_a_stranger(delivery: Delivery) -> object:
            if delivery.kind == "interactive":  # and no event of a card that comes late
                delivery.payload["user"]["team_id"] = "T0OTHER0001"
            return story.receive(delivery)

        story.slack.deliver_to(as_a_stranger)  # type: ignore[arg-type]  # its answer is an Ack
        story.slack.person("Ivan").click("Approve", message=scenes.card(story))
        story.slack.deliver_to(story.receive)
        story.settle()
        assert "work" in scenes.whispers(story, "Ivan")[-1]
        assert scenes.card(story).plain == before

    @pytest.mark.parametrize("value", ["", "x", "-1", "1 OR 1=1", "9" * 30, "999", "\u0661", "1.0"])
    def test_is_who_alters_what_a_button_says(self, story: Story, value: str) -> None:
        scenes.propose(story, "Ivan")
        before = scenes.card(story).plain
        answers: list[Reply] = []

        def altered(delivery: Delivery) -> object:
            if delivery.kind == "interactive":  # and no event of a card that comes late
                delivery.payload["actions"][0]["value"] = value
            return story.receive(delivery)

        for who, button in (("Ivan", "Approve"), ("Ivan", "Reject")):
            story.slack.deliver_to(altered)  # type: ignore[arg-type]  # its answer is an Ack
            answers.append(story.slack.person(who).click(button, message=scenes.card(story)))
            story.slack.deliver_to(story.receive)
        story.settle()
        assert [answer.status for answer in answers] == [200, 200]
        assert (
            scenes.whispers(story, "Ivan")[-2:]
            == ["I can't find this decision any more. Please look for its newest message."] * 2
        )
        assert scenes.card(story).plain == before
