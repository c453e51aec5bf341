"""Sending where it cannot be received, and what Slack will never take."""

import pytest

from bot.outbox.rules.states import Method, State
from tests.outbox.outbox import IT, Outbox
from tests.outbox.sending import texts
from tests.story import Story

LEADS, OLD_NEWS = "C0LEADS0004", "C0OLDNEWS05"
BROKEN = [{"type": "no_such_block"}]


class TestTurnToWhereItCannot:
    def test_parks_it_and_tells_the_owner_once(self, story: Story, owed: Outbox) -> None:
        maya = story.slack.person("Maya")
        owed.post("card", LEADS, owner_id=maya.id, text="Ivan, please look")
        for _ in range(4):
            story.send()
            story.clock.advance(minutes=5)
        assert (owed.get().state, owed.get().attempts) == (State.PARKED, 4)
        assert [message.text for message in maya.dm()] == [
            "I can't post in <#C0LEADS0004> yet: I can't see it. If it is private, type "
            "`/invite @Lockstep` there, and I'll deliver by myself: Ivan, please look"
        ]

    def test_delivers_by_itself_what_nobody_told_it_of(self, story: Story, owed: Outbox) -> None:
        owed.post("card", LEADS, owner_id=story.slack.person("Maya").id)
        owed.reply("card:1", to="card")
        story.send()
        story.slack.channel("#leads").members.add(story.slack.app.bot_user_id)  # no event
        story.send()
        assert texts(story, "#leads") == []
        story.pass_time(minutes=5)
        card, reply = story.slack.channel("#leads").messages
        assert card.text.startswith("The words of card\nDelayed 5 min: ")
        assert (reply.thread_ts, len(story.slack.person("Maya").dm())) == (card.ts, 1)

    def test_delivers_the_newest_version_then(self, story: Story, owed: Outbox) -> None:
        owed.post("card", LEADS)
        story.send()
        owed.update("card", "Newest")
        story.slack.channel("#leads").members.add(story.slack.app.bot_user_id)
        story.pass_time(minutes=4.9)
        story.pass_time(seconds=6)
        (message,) = texts(story, "#leads")
        assert message.startswith("Newest\n")
        assert story.slack.journal.of("chat.update") == []

    def test_has_nobody_to_tell_of_a_message_without_owner(
        self, story: Story, owed: Outbox
    ) -> None:
        owed.post("card", OLD_NEWS)
        story.send()
        assert owed.states() == [State.PARKED]
        assert owed.get().error == "is_archived"

    def test_tells_nobody_that_their_own_direct_messages_are_closed(
        self, story: Story, owed: Outbox
    ) -> None:
        owed.post("card", "U0GONE", owner_id="U0GONE")
        story.send()
        assert owed.states() == [State.PARKED]

    def test_tells_no_one_of_a_parked_change_or_deletion(self, story: Story, owed: Outbox) -> None:
        owed.delete(LEADS, "1.1")
        story.send()
        assert owed.states() == [State.PARKED]


class TestTurnOfWhatSlackWillNeverTake:
    @pytest.mark.expected_errors("is pending: invalid_blocks")
    def test_says_it_once_more_in_plain_text(self, story: Story, owed: Outbox) -> None:
        owed.post("card", blocks=BROKEN)
        story.settle()
        assert (texts(story), owed.states()) == (["The words of card"], [State.SENT])

    @pytest.mark.expected_errors("is pending: no_text", "is failed: no_text")
    def test_fails_then_and_tells_the_owner_and_us(self, story: Story, owed: Outbox) -> None:
        maya = story.slack.person("Maya")
        owed.post("card", text="", owner_id=maya.id)
        owed.post("next", "C0GENERAL01")
        story.settle()
        story.pass_time(days=1)
        assert owed.states() == [State.FAILED, State.SENT, State.SENT]
        assert owed.get().error == "no_text"
        (told,) = maya.dm()
        assert told.text.startswith("Slack did not take this message for <#C0IT0000003> (no_text)")

    @pytest.mark.expected_errors("is pending: thread_not_found")
    def test_says_it_in_the_channel_when_the_thread_is_gone(
        self, story: Story, owed: Outbox
    ) -> None:
        owed.post("card")
        story.send()
        (card,) = story.slack.channel("#it").messages
        story.slack.workspace.delete(card)
        owed.reply("card:1", to="card", text="Answered")
        story.settle()
        (message,) = story.slack.channel("#it").messages
        assert (message.text, message.thread_ts) == ("Answered", None)

    def test_forgets_a_whisper_that_came_too_late(self, story: Story, owed: Outbox) -> None:
        """Whoever pressed the button is gone: a warning is enough."""
        urls = story.slack.workspace.response_urls
        url = urls.issue("actions", story.slack.person("Bo").id, IT)
        for _ in range(6):
            owed.whisper(url)
        story.send()
        assert sorted(owed.states()) == sorted([State.SENT] * 5 + [State.FAILED])
        assert {message.method for message in owed.all()} == {Method.RESPOND}
