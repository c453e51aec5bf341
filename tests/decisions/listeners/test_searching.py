"""Looking for decisions in Slack: typed, turned over page by page, filtered, and never too much."""

import pytest

from bot.decisions.blocks.results import FILTER, NEWEST, OLDER
from sandbox import Message
from sandbox.elements import placed
from tests.decisions import scenes
from tests.story import Story

WORDS = "Zeppelin budget"
TRY = "Try fewer words, or only the beginning of one"


@pytest.fixture
def story(sqlite_story: Story) -> Story:
    """One database: what databases have to do with it is tried with the queries."""
    sqlite_story.set_up()
    return sqlite_story


def find(story: Story, text: str = "", *, by: str = "Ana", channel: str = "#general") -> Message:
    """Somebody looks for something, and sees this."""
    person = story.slack.person(by)
    reply = person.command("/decision", f"find {text}".strip(), channel=channel)
    assert reply.error is None
    return person.sees(channel)[-1]


def names(message: Message) -> str:
    return message.text.rpartition(": ")[2]


class TestOnFind:
    def test_shows_what_says_so(self, story: Story) -> None:
        scenes.record(story)
        scenes.record(story, "We keep the CRM")
        shown = find(story, "Newsletters hubspot")
        assert shown.plain == (
            "Decisions that say “Newsletters hubspot”\n"
            "These have almost the same words:\n"
            "DEC-1 We move the newsletter to HubSpot\n"
            "Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC."
        )
        assert shown.text == "Decisions that say “Newsletters hubspot”: DEC-1"
        assert shown.buttons == ["Show", "Filter"]

    def test_shows_the_newest_without_a_word(self, story: Story) -> None:
        scenes.record(story)
        story.clock.advance(minutes=1)
        scenes.record(story, "We keep the CRM")
        assert find(story).text == "Decisions: DEC-2, DEC-1"

    def test_takes_filters(self, story: Story) -> None:
        scenes.record(story)
        scenes.propose(story, "Ivan", title="We keep the newsletter")
        text = "newsletter state:proposed team:marketing by:@Ivan since:2026-11 until:2026-11-23"
        assert find(story, text).text == (
            "Decisions that say “newsletter” · proposed · of Marketing · with <@U0IVAN00003> · "
            "since Sun 1 Nov 2026 · until Mon 23 Nov 2026: DEC-2"
        )
        assert names(find(story, "by:me", by="Maya")) == "DEC-2, DEC-1"
        assert "I find none" in find(story, "newsletter team:IT").plain

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("crm state:done", "There is no such state. A decision is proposed, accepted,"),
            ("crm team:HR", "I know no team HR. There are: Marketing, IT."),
            ("crm in:INI-7", "I find no INI-7. `/roadmap` shows all."),
            ("crm by:ana", "`by:` takes a person, as `by:@ana`, or `by:me`."),
            ("x" * 201, "That is too long to look for"),
        ],
    )
    def test_says_what_is_wrong(self, story: Story, text: str, sentence: str) -> None:
        shown = find(story, text)
        assert shown.text.startswith(sentence)
        assert shown.text.endswith(f"\nYou typed: /decision find {text}")

    def test_says_what_to_try(self, story: Story) -> None:
        assert find(story, "zeppelin <b>").plain == (
            f"Decisions that say “zeppelin <b>”: I find none that you may read. {TRY}.\n"
            "Filters: state:accepted, team:IT, by:@ana, in:INI-3, since:2026-01-01 and "
            "until:2026-03-31, typed after /decision find."
        )
        assert f"{TRY}, or Filter with less chosen." in find(story, "x state:accepted").plain
        assert find(story).plain.startswith("Decisions: I find none that you may read.\n")

    def test_leads_from_one_that_was_superseded_to_what_holds(self, story: Story) -> None:
        scenes.record(story, "The zeppelin flies")
        scenes.choose(story, "Maya", "Supersede it", title="An airship flies")
        shown = find(story, "zeppelin")
        assert shown.plain == (
            "Decisions that say “zeppelin”\n"
            "DEC-1 The zeppelin flies\n"
            "Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC. Superseded by DEC-2 (An airship "
            "flies), Mon 23 Nov 09:00 UTC.\n"
            ":arrow_right: In the place of DEC-1 now: DEC-2 An airship flies\n"
            "Decided by @Maya Okafor, Mon 23 Nov 09:00 UTC."
        )
        assert find(story, "flies").plain.count("DEC-2 An") == 1, "it is in the list itself"

    def test_opens_what_is_chosen(self, story: Story) -> None:
        scenes.record(story)
        ana = story.slack.person("Ana")
        ana.click("Show", message=find(story, "newsletter"))
        assert ana.modal
        assert ana.modal.title == "DEC-1"


class TestRestricted:
    @pytest.fixture(autouse=True)
    def secret(self, story: Story) -> None:
        """Maya, Ivan and Sofia are in #leads; Ana and Bo are not."""
        story.slack.person("Sofia").invite_bot("#leads")
        story.sync()
        story.settle()
        story.sync()
        maya = story.slack.person("Maya")
        maya.command("/decision", WORDS, channel="#leads")
        maya.submit({})
        story.settle()

    @pytest.mark.parametrize(
        "text", ["budget zeppelin", "zep", "zepelin", "", "state:accepted", "dec-1"]
    )
    def test_is_found_by_a_member_anywhere_and_by_nobody_else(
        self, story: Story, text: str
    ) -> None:
        assert WORDS in find(story, text, by="Ivan").plain
        assert "I find none" in find(story, text, by="Ana").plain

    def test_is_not_found_once_somebody_has_left(self, story: Story) -> None:
        older = find(story, "zeppelin", by="Ivan")
        ivan = story.slack.person("Ivan")
        ivan.leave("#leads")
        story.settle()
        assert "I find none" in find(story, "zeppelin", by="Ivan").plain
        ivan.click("Show", message=older)
        assert ivan.modal
        assert WORDS not in ivan.modal.plain


class TestOnOlder:
    def test_turns_the_pages_in_place(self, story: Story) -> None:
        for number in range(1, 11):
            scenes.record(story, f"Budget {number}")
            story.clock.advance(minutes=1)
        ana = story.slack.person("Ana")
        first = find(story, "budget")
        assert names(first) == ", ".join(f"DEC-{each}" for each in range(10, 2, -1))
        assert first.buttons[-2:] == ["Older", "Filter"]
        scenes.record(story, "Budget 11")
        ana.click("Older", message=first)
        story.settle()
        second = ana.sees("#general")[-1]
        assert names(second) == "DEC-2, DEC-1"
        assert second.ts == first.ts
        assert second.buttons[-2:] == ["Newest", "Filter"]
        ana.click("Newest", message=second)
        story.settle()
        assert names(ana.sees("#general")[-1]).startswith("DEC-11, DEC-10")

    @pytest.mark.parametrize("action_id", [OLDER, NEWEST, FILTER])
    def test_reads_no_button_that_is_not_ours(self, story: Story, action_id: str) -> None:
        shown = find(story)
        (spot,) = [
            each.element for each in placed(shown.blocks) if each.element["action_id"] == FILTER
        ]
        spot |= {"action_id": action_id, "value": '{"user":"x\\" OR \\"w:2"}'}
        ana = story.slack.person("Ana")
        ana.click("Filter", message=shown)
        story.settle()
        assert ana.sees("#general")[-1].text == (
            "I can't read this button. Please type `/decision find` again."
        )


class TestOnSearch:
    def test_shows_what_is_found_in_place_of_the_form(self, story: Story) -> None:
        scenes.record(story)
        scenes.propose(story, "Ivan", title="We keep the newsletter")
        ana = story.slack.person("Ana")
        ana.click("Filter", message=find(story, "newsletter state:proposed"))
        assert ana.modal
        assert ana.modal.title == "Find decisions"
        ana.submit({"state": "accepted", "team": "Marketing", "user": ["Maya"]})
        assert ana.modal.plain == (
            "Decisions that say “newsletter” · accepted · of Marketing · with @U0MAYA00001\n"
            "DEC-1 We move the newsletter to HubSpot\n"
            "Decided by @U0MAYA00001, Mon 23 Nov 09:00 UTC."
        )

    def test_lays_one_over_the_list(self, story: Story) -> None:
        scenes.record(story)
        ana = story.slack.person("Ana")
        ana.click("Filter", message=find(story))
        ana.submit({})
        ana.click("Show")
        assert ana.modal
        assert ana.modal.title == "DEC-1"
        ana.close_modal()
        assert ana.modal
        assert ana.modal.title == "Decisions"

    def test_turns_pages_and_changes_the_filter_in_the_modal(self, story: Story) -> None:
        for number in range(1, 10):
            scenes.record(story, f"Budget {number}")
            story.clock.advance(minutes=1)
        ana = story.slack.person("Ana")
        ana.click("Filter", message=find(story))
        ana.submit({"words": "budget"})
        ana.click("Older")
        assert ana.modal
        assert "DEC-1 Budget 1\n" in ana.modal.plain
        ana.click("Filter")
        ana.submit({"words": "zeppelin"})
        assert "I find none" in ana.modal.plain

    def test_says_below_the_field_what_is_wrong(self, story: Story) -> None:
        ana = story.slack.person("Ana")
        ana.click("Filter", message=find(story))
        ana.submit({"since": "2026-11-02", "until": "2026-11-01"})
        assert ana.modal
        assert ana.modal.errors == {
            "until": "The last day is before the first one. Please change one."
        }
