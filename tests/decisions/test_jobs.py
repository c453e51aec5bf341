"""What the clock does: reminds, lets expire, asks for reviews, hands on what people leave."""

import pytest

from tests.decisions import scenes
from tests.story import Story

ASKS = "@Maya Okafor asks you to approve DEC-1."


def times_told(story: Story, who: str, words: str) -> int:
    return sum(words in each for each in scenes.told(story, who))


class TestActOnDue:
    def test_reminds_of_a_proposal_and_lets_it_expire(self, story: Story) -> None:
        story.set_up()
        scenes.propose(story, "Ivan", "Bo")
        scenes.press(story, "Bo", "Approve")
        story.pass_time(days=3)
        assert times_told(story, "Ivan", ASKS) == 2
        assert times_told(story, "Bo", ASKS) == 1
        story.pass_time(days=4)
        assert scenes.told(story, "Maya")[-1].startswith(
            "DEC-1, “We move the newsletter to HubSpot”, waits for a week now. Waits for "
            "@Ivan Kovac: all have to approve."
        )
        story.pass_time(days=16)
        assert "expires in a week if nobody decides" in scenes.told(story, "Maya")[-1]
        story.pass_time(days=7)
        assert "Expired, Wed 23 Dec 09:00 UTC: nobody decided in 30 days." in (
            scenes.card(story).plain
        )
        assert scenes.card(story).buttons == []
        assert times_told(story, "Maya", "Expired") == 1
        scenes.propose(story, "Ivan")

    def test_reminds_who_decides_in_ones_place_too(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.propose(story, "Ivan")
        scenes.choose(story, "Ivan", "Let somebody else decide", to="Ana", until="2026-11-27 18:00")
        asks = "@Ivan Kovac asks you to decide on DEC-1"
        assert times_told(story, "Ana", asks) == 1
        story.pass_time(days=3)
        assert times_told(story, "Ana", asks) == 2

    def test_tells_only_the_newest_after_an_outage(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.propose(story, "Ivan")
        story.pass_time(days=31)
        assert times_told(story, "Ivan", ASKS) == 1
        assert times_told(story, "Maya", "Expired") == 1
        assert times_told(story, "Maya", "waits for a week") == 0

    @pytest.mark.sqlite_first
    def test_asks_for_a_review_until_the_driver_answers(self, story: Story) -> None:
        story.set_up()
        scenes.record(story, more=True, review_on="2026-12-16")
        question = (
            "Does DEC-1 still hold? You wanted to look at it again on Wed 16 Dec 2026.\n"
            "DEC-1, decided by Marketing"
        )
        story.pass_time(days=9)
        assert times_told(story, "Maya", question) == 1
        story.pass_time(days=12)
        assert times_told(story, "Maya", question) == 2
        maya = story.slack.person("Maya")
        maya.click("It holds")
        maya.submit({"review_on": "2027-06-16"})
        story.settle()
        assert "Review Wed 16 Jun 2027" in scenes.card(story).plain
        story.pass_time(days=20)
        assert times_told(story, "Maya", "still hold?") == 2

    def test_tells_the_sponsors_when_nobody_answers_for_a_week(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story, more=True, review_on="2026-12-16")
        for days in (9, 11, 3, 7, 7):
            story.pass_time(days=days)
        assert scenes.told(story, "Sofia")[-1] == (
            "DEC-1, “We move the newsletter to HubSpot”, was to be looked at again on Wed 16 Dec "
            "2026, and @Maya Okafor has not said whether it still holds. Please ask @Maya Okafor."
        )
        assert times_told(story, "Sofia", "was to be looked at again") == 1

    def test_asks_at_once_for_nothing_that_has_passed(self, sqlite_story: Story) -> None:
        """A review in two days: the driver is asked on that day, and not today."""
        story = sqlite_story
        story.set_up()
        scenes.record(story, more=True, review_on="2026-11-25")
        story.pass_time(days=1)
        assert times_told(story, "Maya", "still hold?") == 0
        story.pass_time(days=1)
        assert times_told(story, "Maya", "still hold?") == 1


class TestLeaving:
    @pytest.mark.sqlite_first
    def test_gives_what_somebody_drove_to_a_lead(self, story: Story) -> None:
        story.set_up()
        scenes.record(story, by="Ana", approvers=["Ivan"])
        story.slack.admin.deactivate("Ana")
        story.settle()
        assert scenes.told(story, "Maya")[-1].startswith(
            "DEC-1, “We move the newsletter to HubSpot”, is yours to drive: whoever drove it has "
            "left."
        )
        maya = story.slack.person("Maya")
        maya.choose(scenes.MENU, "History", scenes.card(story))
        assert maya.modal
        assert maya.modal.plain.endswith(
            "Lockstep gave it to somebody else to drive, as its driver has left: @U0MAYA00001."
        )
        scenes.choose(story, "Maya", "Withdraw it")
        assert "Withdrawn by @Maya Okafor" in scenes.card(story).plain

    def test_lets_an_approver_abstain(self, story: Story) -> None:
        story.set_up()
        scenes.propose(story, "Ivan", "Bo")
        scenes.press(story, "Ivan", "Approve")
        story.slack.admin.deactivate("Bo")
        story.settle()
        assert "Approved by @Ivan Kovac" in scenes.card(story).plain
        maya = story.slack.person("Maya")
        maya.choose(scenes.MENU, "History", scenes.card(story))
        assert maya.modal
        assert maya.modal.plain.endswith(": Lockstep let those abstain who have left.")

    def test_tells_the_driver_when_nobody_is_left(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.propose(story, "Bo")
        story.slack.admin.deactivate("Bo")
        story.settle()
        assert "@Bo Chen has left." in scenes.card(story).plain
        assert times_told(story, "Maya", "DEC-1 can't be approved any more") == 1


class TestWeekly:
    def test_tells_the_team_once_a_week(self, story: Story) -> None:
        story.set_up()
        scenes.record(story)
        scenes.record(story, "We buy X", approvers=["Ivan"])
        scenes.record(story, "We sell Y", more=True, review_on="2026-12-04")
        scenes.choose(story, "Maya", "Reverse it", title="We stay")
        story.pass_time(days=7)
        story.pass_time(hours=1)
        assert weekly(story) == [
            "Decisions this week\n"
            "New\n"
            "• DEC-1 We move the newsletter to HubSpot. Decided by @Maya Okafor, Mon 23 Nov 09:00 "
            "UTC.\n"
            "• DEC-3 We sell Y. Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC.\n"
            "• DEC-4 We stay. Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC.\n"
            "Waiting\n"
            "• DEC-2 We buy X. Waits for @Ivan Kovac, since Mon 23 Nov 09:00 UTC.\n"
            "To be looked at again\n"
            "• DEC-3 We sell Y: @Maya Okafor, by Fri 4 Dec 2026.\n"
            "Hold no more\n"
            "• DEC-1 We move the newsletter to HubSpot. Reversed by DEC-4.\n"
            f"{HOW}"
        ]

    def test_is_one_line_when_there_is_nothing(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        story.pass_time(days=7)
        assert weekly(story) == ["Decisions this week: nothing new, and nothing waits."]

    def test_is_one_message_after_an_outage_of_weeks(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        scenes.record(story)
        story.pass_time(days=30)
        story.pass_time(hours=1)
        (only,) = weekly(story)
        assert "• DEC-1 We move" in only

    def test_names_ten_and_counts_the_rest(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        for number in range(12):
            scenes.record(story, f"Decision {number}")
        story.pass_time(days=7)
        (only,) = weekly(story)
        assert only.count("• DEC-") == 10
        assert "and 2 more: /decision list" in only

    def test_says_every_line_to_its_end_however_long_the_reasons(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        for number in range(1, 11):
            scenes.propose(story, "Ivan", title=f"Decision {number}")
            scenes.press(story, "Ivan", "Reject", f"DEC-{number}", why="dear " * 60)
        story.pass_time(days=7)
        (only,) = weekly(story)
        assert only.count("dear”.") == 10


HOW = (
    "/decision records one. /decision DEC-7 shows one, and /decision find newsletter finds those "
    "that say so."
)


def weekly(story: Story) -> list[str]:
    """Return what #marketing was told of a week."""
    said = [each.plain for each in story.slack.channel("#marketing").messages]
    return [each for each in said if each.startswith("Decisions this week")]
