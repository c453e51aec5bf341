"""Private escalations: only the people on their ladder see them. Each story ends with a scan."""

import pytest

from sandbox import Person
from tests import privacy
from tests.escalations import scenes
from tests.escalations.test_jobs_leaving import leave
from tests.roadmap import scenes as roadmap
from tests.story import Story

SECRET = "Somebody reads our mail"
ANSWERED = "The mailbox was shared by mistake"
ONLY_THEM = "ESC-1 is private: only the people on its ladder see it."


def raise_private(story: Story, *, urgency: str = "High (30 minutes)") -> Person:
    """Maya asks IT in private."""
    maya = story.slack.person("Maya")
    maya.command("/escalate", SECRET, channel="#marketing")
    maya.click(scenes.MORE)
    private = ["Only the people on its ladder see it"]
    maya.submit({"ask": "Find out who and how", "urgency": urgency, "Private": private})
    story.settle()
    return maya


def cards(story: Story, name: str) -> list[str]:
    """Return what somebody got about it directly."""
    said = story.slack.person(name).dm()
    return [message.plain.partition("\n")[0] for message in said]


class TestPrivate:
    def test_is_a_card_in_direct_messages_and_in_no_channel(self, story: Story) -> None:
        story.set_up()
        raise_private(story)
        title = "ESC-1, high urgency: Marketing asks IT"
        assert not [each for each in story.slack.channel("#it").messages if "ESC-" in each.plain]
        assert cards(story, "Ivan") == [title]
        assert cards(story, "Sofia") == cards(story, "Bo") == []
        card = story.slack.person("Ivan").dm()[-1]
        assert card.buttons == ["Acknowledge", "Answer", "More"]
        assert card.plain.endswith("Private: only the people on its ladder see it")

    def test_climbs_and_is_edited_in_place(self, story: Story) -> None:
        story.set_up()
        maya = raise_private(story)
        story.pass_time(minutes=31)
        sofia, ivan = story.slack.person("Sofia"), story.slack.person("Ivan")
        assert cards(story, "Sofia") == ["ESC-1, high urgency: Marketing asks IT"]
        assert "It is with the sponsors" in ivan.dm()[-1].plain
        sofia.click("Acknowledge", message=sofia.dm()[-1])
        story.settle()
        sofia.click("Answer", message=sofia.dm()[-1])
        sofia.submit({"answer": ANSWERED})
        story.settle()
        assert ANSWERED in ivan.dm()[-1].plain
        maya.click("Reopen", message=maya.dm()[-1])
        maya.submit({"why": "That does not say by whom"})
        story.settle()
        # Below the card that she has already.
        assert sofia.dm()[-1].plain.endswith("Missing: That does not say by whom")
        assert sofia.dm()[-1].thread_ts == sofia.dm()[0].ts
        story.pass_time(days=1)
        assert sofia.dm()[-1].plain.endswith("Please decide who takes it.")

    def test_is_told_in_working_hours_unless_it_is_urgent(self, story: Story) -> None:
        story.set_up()
        story.pass_time(hours=13)  # ten at night
        raise_private(story, urgency="Normal (4 hours)")
        assert cards(story, "Ivan") == []
        story.pass_time(hours=11, minutes=1)
        assert cards(story, "Ivan") == ["ESC-1, normal urgency: Marketing asks IT"]

    @pytest.mark.parametrize("button", ["Acknowledge", "Answer", "More"])
    def test_is_refused_to_everybody_else(self, story: Story, button: str) -> None:
        story.set_up()
        raise_private(story)
        bo = story.slack.person("Bo")
        bo.click(button, message=story.slack.person("Ivan").dm()[-1])
        story.settle()
        assert bo.modal is None
        assert scenes.whispers(story, "Bo") == [ONLY_THEM]

    def test_is_handed_over_on_its_ladder_only(self, story: Story) -> None:
        story.set_up()
        raise_private(story)
        ivan = story.slack.person("Ivan")
        for answer, sentence in [
            ({"to": "Bo"}, "It is private. Please choose somebody on its ladder."),
            ({"team": "Marketing"}, None),
            ({"to": "Sofia"}, ""),
        ]:
            ivan.click("More", message=ivan.dm()[0])
            ivan.click("Hand over")
            ivan.submit(answer)
            if sentence != "":
                assert ivan.modal
                assert ivan.modal.errors
                ivan.close_modal()
        story.settle()
        assert "@Sofia Rossi took it" in ivan.dm()[0].plain
        assert cards(story, "Sofia")[0] == "ESC-1, high urgency: Marketing asks IT"

    def test_is_taken_from_somebody_who_lost_their_place_on_its_ladder(self, story: Story) -> None:
        story.set_up()
        maya = raise_private(story)
        ivan, bo, sofia = (story.slack.person(name) for name in ("Ivan", "Bo", "Sofia"))
        for lead in ("Bo", "Ivan"):
            sofia.command("/align", "settings", channel="#general")
            sofia.click("Change IT")
            sofia.submit({"Leads": [lead]})
            sofia.close_modal()
            story.pass_time(minutes=31)
            if lead == "Bo":
                assert ivan.dm()[0].plain == "ESC-1 is private, and not with you any more."
                assert SECRET in bo.dm()[0].plain
                ivan.command("/escalate", "ESC-1", channel="#it")
                assert ivan.sees("#it")[-1].plain == ONLY_THEM
                ivan.command("/escalate", "list team", channel="#it")
                assert ivan.sees("#it")[-1].plain.startswith("Your team's: none.")
        sofia.click("Answer", message=sofia.dm()[0])
        sofia.submit({"answer": ANSWERED})
        story.settle()
        assert ANSWERED in ivan.dm()[0].plain
        assert ANSWERED in maya.dm()[-1].plain
        assert bo.dm()[0].plain == "ESC-1 is private, and not with you any more."
        assert not any(ANSWERED in each.plain for each in bo.dm())

    def test_is_one_of_its_initiative_without_a_word(self, story: Story) -> None:
        story.set_up()
        roadmap.add(story, Channel="#marketing")
        raise_private(story)
        (card,) = roadmap.posted(story, "#marketing")
        assert "ESC-1, open: Private" in card.plain

    def test_is_on_the_homes_of_those_who_are_asked_only(self, story: Story) -> None:
        story.set_up()
        for name in ("Ivan", "Bo", "Sofia", "Ana"):
            story.slack.person(name).open_home()
        raise_private(story)
        assert SECRET in story.slack.person("Ivan").home.plain
        for other in ("Bo", "Sofia", "Ana"):
            assert SECRET not in story.slack.person(other).home.plain

    def test_stays_among_them_when_its_owner_leaves(self, story: Story) -> None:
        story.set_up()
        raise_private(story)
        ivan = story.slack.person("Ivan")
        ivan.click("Acknowledge", message=ivan.dm()[-1])
        story.settle()
        leave(story, "Ivan")
        story.pass_time(seconds=10)
        story.pass_time(hours=3)
        assert cards(story, "Sofia")


class TestTheScan:
    def test_would_find_a_leak(self, sqlite_story: Story) -> None:
        story = sqlite_story
        story.set_up()
        raise_private(story)
        for leaked in (
            lambda: story.watch.leave("U0ANA00002", SECRET),
            lambda: story.watch.lines.append(f"it failed: {SECRET}"),
            lambda: story.slack.person("Ana").say(SECRET, channel="#it"),
        ):
            leaked()
            with story.transaction() as session:
                assert privacy.leaks(session, story.slack, story.watch)
            story.watch.leaves.clear()
            story.watch.lines.clear()
        story.slack.channel("#it").log.clear()
