"""Sending: what arrives in Slack, and what becomes of each message that does not."""

import logging
import socket

import pytest
from slack_sdk import WebClient

from bot.outbox.jobs.sender import Sender
from bot.outbox.rules import State
from sandbox import Sandbox
from tests.clock import MovedClock
from tests.outbox.outbox import Outbox

IT = "C0IT0000003"


def texts(slack: Sandbox, channel: str = "#it") -> list[str]:
    return [message.text for message in slack.channel(channel).messages]


class TestSendNext:
    def test_says_whether_there_was_one(self, outbox: Outbox, sender: Sender) -> None:
        assert not sender.send_next()
        outbox.post()
        assert sender.send_next()
        assert not sender.send_next()

    def test_sends_card_thread_and_newest_version(
        self, outbox: Outbox, sender: Sender, slack: Sandbox
    ) -> None:
        outbox.post("card", text="Old")
        assert sender.send_next()
        outbox.reply("card:1", to="card", text="More")
        for text in ("Newer", "Newest"):
            outbox.update("card", text)
        while sender.send_next():
            pass
        assert texts(slack) == ["Newest", "More"]
        card, reply = slack.channel("#it").messages
        assert reply.thread_ts == card.ts
        assert len(slack.journal.of("chat.update")) == 1

    def test_has_committed_before_it_asks_slack(
        self, outbox: Outbox, sender: Sender, slack: Sandbox
    ) -> None:
        """Else another sender would send the same, and a slow Slack would block the database."""
        seen: list[State] = []
        slack.on_change(lambda: seen.extend(outbox.states()))
        outbox.post()
        sender.send_next()
        assert seen == [State.SENDING]
        assert outbox.states() == [State.SENT]


class TestSendNextWhenSlackSaysLater:
    def test_obeys_and_sends_it_again(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock
    ) -> None:
        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=30)
        outbox.post("a")
        outbox.post("b")
        assert sender.send_next()
        assert not sender.send_next()
        assert outbox.gates() == [IT]
        clock.advance(seconds=29)
        assert not sender.send_next()
        clock.advance(seconds=1)
        while sender.send_next():
            pass
        assert texts(slack) == ["The words of a", "The words of b"]

    def test_sends_to_other_channels_meanwhile(
        self, outbox: Outbox, sender: Sender, slack: Sandbox
    ) -> None:
        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=30)
        outbox.post("a")
        outbox.post("b", "C0GENERAL01")
        while sender.send_next():
            pass
        assert texts(slack, "#general") == ["The words of b"]


class TestSendNextWhenSlackFails:
    def test_does_not_post_again_what_may_be_there(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock
    ) -> None:
        slack.fail_next("chat.postMessage", status=500, applied=True)
        outbox.post()
        sender.send_next()
        clock.advance(days=1)
        assert not sender.send_next()
        assert outbox.states() == [State.UNKNOWN]
        assert len(texts(slack)) == 1

    @pytest.mark.parametrize("applied", [True, False])
    def test_updates_again(
        self, outbox: Outbox, sender: Sender, slack: Sandbox, clock: MovedClock, applied: bool
    ) -> None:
        outbox.post()
        sender.send_next()
        slack.fail_next("chat.update", status=500, applied=applied)
        outbox.update("card", "New")
        sender.send_next()
        assert outbox.states() == [State.SENT, State.PENDING]
        clock.advance(seconds=1)
        sender.send_next()
        assert outbox.states() == [State.SENT, State.SENT]
        assert texts(slack) == ["New"]

    def test_posts_again_when_slack_was_not_reached(
        self,
        outbox: Outbox,
        sender: Sender,
        client: WebClient,
        slack: Sandbox,
        clock: MovedClock,
    ) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            client.base_url = f"http://127.0.0.1:{listener.getsockname()[1]}/"
        outbox.post()
        sender.send_next()
        assert (outbox.get("card").state, outbox.get("card").attempts) == (State.PENDING, 1)
        client.base_url = slack.api_url
        assert not sender.send_next()
        clock.advance(seconds=1)
        assert sender.send_next()
        assert texts(slack) == ["The words of card"]

    def test_logs_what_it_means_and_nobodys_words(
        self,
        outbox: Outbox,
        sender: Sender,
        slack: Sandbox,
        caplog: pytest.LogCaptureFixture,
    ) -> None:
        slack.fail_next("chat.postMessage", status=500)
        message_id = outbox.post(text="secret words")
        with caplog.at_level(logging.INFO):
            sender.send_next()
        (record,) = [each for each in caplog.records if each.name.startswith("bot.outbox")]
        assert record.levelno == logging.WARNING
        assert record.getMessage().startswith(f"message {message_id} is unknown: ")
        assert "secret words" not in caplog.text
