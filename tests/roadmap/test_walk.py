"""An initiative as people live it: added, listed, escalated about, changed by two at once."""

from tests.escalations import scenes as escalations
from tests.roadmap import scenes
from tests.story import Story

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


class TestWalk:
    def test_from_the_first_word_to_an_accepted_answer(self, story: Story) -> None:
        story.set_up()
        maya, ivan, bo = (story.slack.person(name) for name in ("Maya", "Ivan", "Bo"))

        maya.command("/roadmap", "add Web shop", channel="#marketing")
        maya.submit(scenes.filled({"Channel": "#it"}))
        assert scenes.title(maya) == "INI-1"
        maya.close_modal()
        story.settle()
        (card,) = scenes.posted(story)
        assert card.plain == HEAD + FOOT
        assert card.text.startswith("<@U0MAYA00001> added INI-1: Web shop. Active, target date ")
        assert card.buttons == ["Change", "Log decision"]

        assert scenes.show(bo, "", channel="#it").plain == (
            "Roadmap\n1 initiative\nYours\nINI-1: Web shop\n"
            "Active, target date Fri 4 Dec 2026. @Maya Okafor and @Bo Chen"
        )
        bo.click("Open")
        story.settle()
        assert scenes.newest(bo, "#it").plain == HEAD + FOOT

        story.pass_time(minutes=5)
        maya.command("/escalate", "The export fails", channel="#marketing")
        maya.click(escalations.MORE)
        maya.submit({"ask": "Somebody who repairs it", "initiative": "INI-1: Web shop"})
        story.settle()
        asked = story.slack.channel("#it").messages[-1]
        assert "\nSomebody who repairs it\nPart of INI-1: Web shop\n" in asked.plain
        assert "” Part of INI-1. <@U0IVAN00003> can take it" in asked.text
        linked = "Linked\nESC-1, open: The export fails\n"
        (card,) = scenes.posted(story)
        assert card.plain == HEAD + linked + FOOT

        ivan.click("Acknowledge", message=asked)
        story.settle()
        (card,) = scenes.posted(story)
        assert card.plain == HEAD + linked.replace("open", "acknowledged") + FOOT
        ivan.click("Answer", message=story.slack.channel("#it").messages[-1])
        ivan.submit({"answer": "Repaired"})
        story.settle()
        assert "\nESC-1, answered: The export fails\n" in scenes.show(maya).plain
        maya.click("Accept")
        story.settle()
        (card,) = scenes.posted(story)
        assert "\nESC-1, accepted: The export fails\n" in card.plain
        assert list(story.slack.refused) == []

    def test_through_two_changes_at_once(self, story: Story) -> None:
        story.set_up()
        scenes.add(story, Channel="#it")
        ivan, bo = story.slack.person("Ivan"), story.slack.person("Bo")
        (card,) = scenes.posted(story)

        ivan.click("Change", message=card)
        bo.click("Change", message=card)
        ivan.submit({"Name": "The shop", "Target date": "2027-01-31"})
        ivan.close_modal()
        story.settle()
        (card,) = scenes.posted(story, name="INI-1")
        assert card.plain.startswith("INI-1: The shop\nActive, target date Sun 31 Jan 2027\n")

        story.pass_time(minutes=1)
        bo.submit({"Why?": "It loses orders", "Target date": "2026-12-18"})
        when = "Mon 23 Nov 09:00 UTC"
        assert scenes.screen(bo).startswith(
            "Nothing is saved yet: INI-1 was changed while you had this form open. What you "
            "changed is still in the form, and the rest is as it is now. Please look, and save "
            "again.\n"
            f"• @U0IVAN00003 changed Name from “Web shop” to “The shop”, {when}.\n"
            "• @U0IVAN00003 changed Target date from Fri 4 Dec 2026 to Sun 31 Jan 2027, "
            f"{when}. You changed it too: if you save, yours counts.\n"
        )
        assert scenes.states(bo) == {
            "title@2": "The shop",
            "outcome@2": "The new shop is live",
            "why@2": "It loses orders",
            "owner:1@2": "U0MAYA00001",
            "owner:2@2": "U0BO0000004",
            "target_on@2": "2026-12-18",
            "stage@2": {"text": {"type": "plain_text", "text": "Active"}, "value": "active"},
            "cadence@2": {
                "text": {"type": "plain_text", "text": "Every month, every week in the last eight"},
                "value": "by_date",
            },
            "channel_id@2": "C0IT0000003",
        }
        bo.submit()
        assert scenes.title(bo) == "INI-1"
        story.settle()
        (card,) = scenes.posted(story)
        assert card.plain.startswith(
            "INI-1: The shop\nActive, target date Fri 18 Dec 2026\n"
            "What will be true when it is done\nThe new shop is live\nWhy\nIt loses orders\n"
        )
        assert card.plain.endswith("Last changed by @Bo Chen, Mon 23 Nov 09:01 UTC")
        assert list(story.slack.refused) == []
