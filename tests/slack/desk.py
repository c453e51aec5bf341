"""A bot with handlers of a test's own, in a local Slack: what people do comes to its desk."""

import asyncio
from collections.abc import Callable
from typing import Any

from slack_bolt import App, BoltRequest
from slack_sdk import WebClient

from bot import introduction, outbox, parts
from bot.config import Settings
from bot.db import Transaction
from bot.installations.listeners import build_authorize
from bot.outbox.jobs.sender import Sender
from bot.outbox.rules.pace import Bucket
from bot.people import queries as people
from bot.slack import block_kit, routing
from bot.slack.routing import Gesture, Tables
from bot.slack.values import (
    CommandRow,
    Event,
    Handler,
    Json,
    Means,
    Need,
    Reply,
    ShortcutRow,
)
from sandbox import Ack, Delivery, Message, Sandbox
from tests.clock import MovedClock
from tests.story import read_body, send_all

FORM: Json = block_kit.modal(
    "Form",
    [
        block_kit.field(
            "What?", block_kit.text_input(placeholder="Words"), block_id="what", hint="Anything"
        ),
        block_kit.field("Why?", block_kit.text_input(placeholder="Words"), block_id="why"),
        block_kit.actions(block_kit.button("Inside", action_id="t.press", value="in")),
    ],
    callback_id="t.form",
    submit="Send",
    metadata="about 7",
)
GROWN = FORM | {"title": {"type": "plain_text", "text": "Grown"}}
"""The same form after a click in it, with one field more, and what it was drawn with."""
GROWN |= {
    "private_metadata": "about 8",
    "blocks": [
        *FORM["blocks"],
        block_kit.field(
            "Which?",
            block_kit.radio_buttons(
                [block_kit.option("This", "this"), block_kit.option("That", "that")]
            ),
            block_id="which",
        ),
        block_kit.field("When?", block_kit.datetime_input(), block_id="when"),
    ],
}
NEWER_FORM = FORM | {"callback_id": "t.of_next_year"}
BUTTONS = block_kit.actions(
    block_kit.button("Press", action_id="t.press", value="7"),
    block_kit.button("Old", action_id="t.of_last_year", value="7"),
    block_kit.select(placeholder="Pick", options=[block_kit.option("Eight", "8")])
    | {"action_id": "t.pick"},
)


class Desk:
    """`heard` is what came; `answer` is what is said to it, or raised."""

    def __init__(
        self, slack: Sandbox, settings: Settings, transaction: Transaction, clock: MovedClock
    ) -> None:
        self.slack = slack
        self.heard: list[Gesture | Event] = []
        self.answer: Callable[[Gesture | Event], Reply] = lambda _gesture: Reply.none()
        self._client = WebClient(slack.bot_token, base_url=slack.api_url)
        workspace = introduction.introduce(self._client, transaction, clock)
        self.workspace_id = workspace.id
        self.bolt = App(
            client=parts.slack_client(settings, timeout=parts.MODAL_WITHIN),
            request_verification_enabled=False,
            authorize=build_authorize(slack.bot_token, transaction),  # type: ignore[arg-type] # as in parts.py
            process_before_response=True,
        )
        tables = Tables(
            commands={
                "/try": CommandRow(self._hear, hint="[words]", summary="Try it", need=Need.STUCK),
                "/try open": CommandRow(
                    self._open(FORM), hint="", summary="Open it", need=Need.STUCK
                ),
                "/try newer": CommandRow(
                    self._open(NEWER_FORM), hint="", summary="Open it", need=Need.STUCK
                ),
                "/align setup": CommandRow(
                    self._hear, hint="", summary="Set it up", need=Need.STUCK
                ),
            },
            topics={},
            actions={"t.press": self._hear, "t.pick": self._hear},
            views={"t.form": self._hear},
            shortcuts={"t.save": ShortcutRow(self._hear, "Save it", "Keep what it says")},
            events={
                "member_joined_channel": (self._hear_event,),
                "channel_archive": (self._hear_event, self._hear_event),
            },
        )
        routing.connect(self.bolt, tables, Means(transaction, clock, outbox.whisper, parts.admit))
        self._web_api = parts.web_api(settings, {workspace.id: slack.bot_token})
        self._sender = Sender(
            self._web_api,
            bucket=Bucket(0),
            barred=people.find_outsiders,
            transaction=transaction,
            clock=clock,
        )
        slack.deliver_to(self.receive)

    def receive(self, delivery: Delivery) -> Ack:
        """Hand a payload to Bolt the way Socket Mode does."""
        response = self.bolt.dispatch(BoltRequest(mode="socket_mode", body=delivery.payload))
        return Ack(response.status, read_body(response.body))

    def show_buttons(self, channel: str = "#it") -> None:
        """Post a message with a button that is known, and one that is not any more."""
        self._client.chat_postMessage(
            channel=self.slack.channel(channel).id, text="Buttons", blocks=[BUTTONS]
        )

    def show_home(self, name: str) -> Json:
        """Publish a Home with the same buttons, and return it."""
        view = {"type": "home", "blocks": [BUTTONS]}
        published = self._client.views_publish(user_id=self.slack.person(name).id, view=view)
        found: Json = published["view"]
        return found

    def whispers(self, name: str, channel: str = "#it") -> list[str]:
        """Deliver what waits, and return what this person alone reads in the channel."""
        asyncio.run(self._deliver())
        seen: list[Message] = self.slack.person(name).sees(channel)
        return [message.plain for message in seen if message.ephemeral_to]

    async def _deliver(self) -> None:
        async with self._web_api:
            await send_all(self._sender)

    def _hear_event(self, event: Event, **_means: Any) -> None:
        self.heard.append(event)
        self.answer(event)

    def _hear(self, gesture: Gesture, **_means: Any) -> Reply:
        self.heard.append(gesture)
        return self.answer(gesture)

    def _open(self, view: Json) -> Handler:
        return lambda _gesture, **_means: Reply.open(view)
