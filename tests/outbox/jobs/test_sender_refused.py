"""Sending where it cannot be received, and what Slack will never take."""

import pytest

from bot.outbox import rules
from bot.outbox.jobs.sender import Sender
from bot.outbox.rules import Method, State
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox

IT, LEADS, OLD_NEWS = "C0IT0000003", "C0LEADS0004", "C0OLDNEWS05"
BROKEN = [{"type": "no_such_block"}]


def texts(slack: Sandbox, channel: str = "#it") -> list[str]:
    return [message.text for message in slack.channel(channel).messages]


class TestSendNextToWhereItCannot:
    def test_parks_it_and_tells_the_owner_once(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock
    ) -> None:
        maya = slack.person("Maya")
        outbox.post("card", LEADS, owner_id=maya.id, text="Ivan, please look")
        for _ in range(4):
            while sender.send_next():
                pass
            clock.advance(seconds=rules.PARKED_FOR.total_seconds())
        assert outbox.get("card").state is State.PARKED
        assert outbox.get("card").attempts == 4
        assert [message.text for message in maya.dm()] == [
            "I can't post in <#C0LEADS0004> yet: I can't see it. If it is private, type "
            "`/invite @Lockstep` there, and I'll deliver by myself: Ivan, please look"
        ]

    def test_delivers_by_itself_when_it_was_invited(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock
    ) -> None:
        outbox.post("card", LEADS, owner_id=slack.person("Maya").id)
        outbox.reply("card:1", to="card")
        while sender.send_next():
            pass
        slack.channel("#leads").members.add(slack.app.bot_user_id)
        assert not sender.send_next()
        clock.advance(seconds=rules.PARKED_FOR.total_seconds())
        while sender.send_next():
            pass
        assert texts(slack, "#leads") == ["The words of card", "A reply"]
        assert len(slack.person("Maya").dm()) == 1

    def test_delivers_the_newest_version_then(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock
    ) -> None:
        outbox.post("card", LEADS)
        sender.send_next()
        outbox.update("card", "Newest")
        slack.channel("#leads").members.add(slack.app.bot_user_id)
        clock.advance(seconds=rules.PARKED_FOR.total_seconds())
        while sender.send_next():
            pass
        assert texts(slack, "#leads") == ["Newest"]
        assert slack.journal.of("chat.update") == []

    def test_has_nobody_to_tell_of_a_message_without_owner(
        self, outbox: Outbox, sender: Sender
    ) -> None:
        outbox.post("card", OLD_NEWS)
        while sender.send_next():
            pass
        assert outbox.states() == [State.PARKED]
        assert outbox.get("card").error == "is_archived"


class TestSendNextOfWhatSlackWillNeverTake:
    @pytest.mark.expected_errors("is failed: invalid_blocks")
    def test_fails_and_says_so_loudly(
        self, outbox: Outbox, sender: Sender, clock: MovedClock
    ) -> None:
        outbox.post("card", blocks=BROKEN)
        outbox.post("next")
        while sender.send_next():
            pass
        clock.advance(days=1)
        assert not sender.send_next()
        assert outbox.states() == [State.FAILED, State.SENT]
        assert outbox.get("card").error == "invalid_blocks"

    def test_forgets_a_whisper_that_came_too_late(
        self, outbox: Outbox, sender: Sender, slack: Sandbox
    ) -> None:
        """Whoever pressed the button is gone: a warning is enough."""
        url = slack.workspace.response_urls.issue("actions", slack.person("Bo").id, IT)
        for _ in range(6):
            outbox.whisper(url)
        while sender.send_next():
            pass
        assert outbox.states() == [State.SENT] * 5 + [State.FAILED]
        assert {message.method for message in outbox.all()} == {Method.RESPOND}
