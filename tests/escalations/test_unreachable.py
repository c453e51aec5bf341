"""A team's channel that the bot is not in: nothing is lost, and people are told what to do."""

import sqlalchemy

from bot.escalations.models import Escalation
from bot.escalations.rules import DEFAULT
from sandbox import Delivery
from tests.escalations import scenes
from tests.payloads import samples
from tests.story import Story


def set_up_with_leads(story: Story) -> None:
    """IT is asked in #leads, which is private, and to which nobody has invited the bot."""
    maya = story.slack.person("Maya")
    maya.command("/align", "setup", channel="#marketing")
    maya.submit(
        {
            "leads_1": ["Maya"],
            "channel_2": "#leads",
            "leads_2": ["Ivan"],
            "sponsor": "Sofia",
        }
    )
    maya.submit({"name_2": "IT"})
    maya.close_modal()
    scenes.send(story)


def raise_one(story: Story) -> None:
    """Ana asks IT."""
    ana = story.slack.person("Ana")
    ana.command("/escalate", scenes.STUCK, channel="#marketing")
    ana.submit({"ask": scenes.ASK, "urgency": "High (30 minutes)"})
    scenes.send(story)


def invite(story: Story) -> None:
    """Somebody types `/invite @Lockstep` in #leads; that Slack tells us of it is `hear`."""
    leads = story.slack.channel("#leads")
    leads.members.add(story.slack.workspace.app.bot_user_id)


def hear(story: Story, kind: str, **changes: str) -> None:
    """Let Slack send its event of this kind."""
    payload = samples.load(kind)
    payload["event"] |= changes
    assert story.receive(Delivery("events_api", payload)).status == 200


class TestAPrivateChannelWithoutTheBot:
    def test_is_told_to_the_raiser_and_delivered_after_an_invitation(self, story: Story) -> None:
        set_up_with_leads(story)
        raise_one(story)
        ana = story.slack.person("Ana")
        assert story.slack.channel("#leads").messages == []
        (told,) = [message for message in ana.dm() if message.plain.startswith("I can't post")]
        assert told.plain.startswith(
            "I can't post in #leads yet: I can't see it. If it is private, type /invite @Lockstep "
            "there, and I'll deliver by myself: "
        )
        assert len([message for message in ana.dm() if "I can't post" in message.plain]) == 1

        invite(story)
        story.pass_time(minutes=5)
        greeting, card = story.slack.channel("#leads").messages
        assert greeting.plain.startswith("@Maya Okafor set me up here. ")
        assert card.plain.startswith("ESC-1, high urgency: Marketing asks IT")
        assert card.buttons == ["Acknowledge", "Answer", "More"]

    def test_has_what_waited_as_soon_as_it_invites_the_bot(self, story: Story) -> None:
        set_up_with_leads(story)
        raise_one(story)
        invite(story)
        hear(story, "member_joined_channel")
        scenes.send(story)
        greeting, card = story.slack.channel("#leads").messages
        assert greeting.plain.startswith("@Maya Okafor set me up here. ")
        assert card.plain.startswith("ESC-1, high urgency: Marketing asks IT")

    def test_has_nothing_when_somebody_else_joins(self, story: Story) -> None:
        set_up_with_leads(story)
        before = len(story.slack.refused.of("chat.postMessage"))
        hear(story, "member_joined_channel", user="U0ANA000002")
        scenes.send(story)
        assert len(story.slack.refused.of("chat.postMessage")) == before

    def test_tells_whoever_set_it_up(self, story: Story) -> None:
        set_up_with_leads(story)
        (told,) = story.slack.person("Maya").dm()
        assert told.plain.startswith("I can't post in #leads yet: ")

    def test_makes_nobody_late_who_was_not_asked(self, story: Story) -> None:
        set_up_with_leads(story)
        raise_one(story)
        story.clock.advance(minutes=29)
        story.sweep()
        invite(story)
        story.settle()
        card = story.slack.channel("#leads").messages[-1]
        story.pass_time(minutes=29)
        assert len(story.slack.channel("#leads").messages) == 2
        story.pass_time(minutes=1)
        notice = story.slack.channel("#leads").messages[-1]
        assert notice.thread_ts == card.ts
        assert notice.plain.startswith("@Maya Okafor, nobody has answered ESC-1")


class TestAnArchivedChannel:
    def test_is_told_to_the_raiser_and_has_what_waited_once_it_is_open_again(
        self, story: Story
    ) -> None:
        story.set_up()
        it = story.slack.channel("#it")
        it.is_archived = True
        raise_one(story)
        (told,) = [
            each for each in story.slack.person("Ana").dm() if each.plain.startswith("I can't post")
        ]
        assert told.plain.startswith(
            "I can't post in #it yet: it is archived. Un-archive it, or choose another "
            "with /align settings, and I'll deliver by myself: "
        )
        it.is_archived = False
        hear(story, "channel_unarchive", channel=it.id)
        scenes.send(story)
        assert it.messages[-1].plain.startswith("ESC-1, high urgency: Marketing asks IT")

    def test_keeps_nobody_from_being_asked(self, story: Story) -> None:
        """The next people read it in their direct messages; those of the channel are not late."""
        story.set_up()
        story.slack.channel("#it").is_archived = True
        raise_one(story)
        for _level in range(2):
            story.clock.advance(minutes=31)
            story.sweep()
            scenes.send(story)
        for name in ("Maya", "Sofia"):
            asked = story.slack.person(name).dm()[-1].plain
            assert "ESC-1" in asked, name
        with story.transaction() as session:
            row = session.scalars(sqlalchemy.select(Escalation)).one()
        assert (row.level, row.first_late_at) == (DEFAULT.last, None)
        ana = story.slack.person("Ana")
        ana.command("/escalate", "ESC-1", channel="#marketing")
        ana.click("Timeline")
        assert ana.modal
        assert (
            "Passed over: the leads of IT, because nothing can be posted in the channel."
            in ana.modal.plain
        )
