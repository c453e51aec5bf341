"""What Slack tells of channels, and what goes on its way then."""

from bot.outbox import listeners
from bot.outbox.rules.states import State
from bot.slack.values import Event
from sandbox import Ack
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


class TestOnMoved:
    def test_changes_a_message_where_it_is_now(self, story: Story, owed: Outbox) -> None:
        owed.post("card", "C0IT0000003")
        story.send()
        story.slack.admin.change_id("#it")
        owed.update("card", "The new words")
        story.clock.advance(seconds=10)
        story.send()
        assert texts(story) == ["The new words"]
        assert owed.states() == [State.SENT]

    def test_sends_what_was_tried_under_the_old_id(self, story: Story, owed: Outbox) -> None:
        story.slack.deliver_to(lambda _delivery: Ack())  # the event is late
        old_id = story.slack.channel("#it").id
        new_id = story.slack.admin.change_id("#it")
        owed.post("card", old_id)
        story.send()
        assert owed.states() == [State.PARKED]
        moved = {"old_channel_id": old_id, "new_channel_id": new_id}
        event = Event(owed.workspace_id, story.workspace.bot_user_id, moved)
        story.clock.advance(seconds=10)
        for _time in range(2):
            listeners.on_moved(event, transaction=story.transaction, clock=story.clock)
        story.send()
        assert texts(story) == ["The words of card"]
