"""What Slack tells of channels, and what goes on its way then."""

from bot.outbox import listeners
from bot.outbox.rules.states import State
from bot.slack.values import Event
from tests.outbox.outbox import Outbox
from tests.outbox.sending import texts
from tests.story import Story

LEADS, OLD_NEWS = "C0LEADS0004", "C0OLDNEWS05"


class TestOnMemberJoined:
    def test_sends_what_waited_for_the_invitation(self, story: Story, owed: Outbox) -> None:
        owed.post("card", LEADS)
        story.send()
        assert owed.states() == [State.PARKED]
        story.clock.advance(seconds=10)
        story.slack.person("Maya").invite_bot("#leads")
        story.send()
        assert texts(story, "#leads") == ["The words of card"]

    def test_has_nothing_to_do_when_somebody_else_joined(self, story: Story, owed: Outbox) -> None:
        owed.post("card", LEADS)
        story.send()
        due_at = owed.get().due_at
        joined = Event(
            owed.workspace_id, story.workspace.bot_user_id, {"user": "U0IVAN", "channel": LEADS}
        )
        listeners.on_member_joined(joined, transaction=story.transaction, clock=story.clock)
        assert (owed.get().state, owed.get().due_at) == (State.PARKED, due_at)

    def test_looks_for_what_it_could_not_look_for(self, story: Story, owed: Outbox) -> None:
        story.slack.fail_next("chat.postMessage", lost=True)
        owed.post()
        story.send()
        story.slack.person("Ivan").remove_bot("#it")
        story.clock.advance(seconds=15)
        story.look()
        assert owed.states() == [State.UNKNOWN]
        story.slack.person("Ivan").invite_bot("#it")
        story.look()
        assert owed.states() == [State.SENT]


class TestOnUnarchive:
    def test_sends_what_waited_for_a_public_channel(self, story: Story, owed: Outbox) -> None:
        story.slack.archive("#it")
        owed.post("card")
        story.send()
        assert owed.states() == [State.PARKED]
        story.clock.advance(seconds=10)
        story.slack.unarchive("#it")
        story.send()
        assert texts(story) == ["The words of card"]

    def test_sends_what_waited_for_a_private_channel(self, story: Story, owed: Outbox) -> None:
        story.slack.person("Maya").invite_bot("#leads")
        story.slack.archive("#leads")
        owed.post("card", LEADS)
        story.send()
        assert owed.states() == [State.PARKED]
        story.clock.advance(seconds=10)
        story.slack.unarchive("#leads")
        story.send()
        assert texts(story, "#leads") == ["The words of card"]
