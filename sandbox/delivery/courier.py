"""Brings payloads to the app, and what it answered back."""

import queue
from dataclasses import replace
from threading import Event, Thread

from sandbox.delivery import ACK_WITHIN, Ack, Carrier, Delivery, Kind, NotAnswered
from sandbox.model import Json, Reply
from sandbox.payloads import events
from sandbox.workspace import Workspace

RETRIES = 3
"""Slack sends an unanswered event three more times (/apis/events-api, "Retries")."""


class Courier:
    """Delivers through one carrier at a time."""

    def __init__(self, workspace: Workspace, carrier: Carrier) -> None:
        self._workspace = workspace
        self.carrier = carrier
        self._stopped = Event()
        self._waiting: queue.SimpleQueue[Delivery | None] = queue.SimpleQueue()
        self._thread = Thread(target=self._deliver_waiting, name="sandbox-events", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Deliver no more of what waits; returns when what is under way has ended."""
        self._stopped.set()
        self._waiting.put(None)
        if self._thread.is_alive():
            self._thread.join(ACK_WITHIN + 1)

    def ask(self, kind: Kind, payload: Json) -> Reply:
        """Deliver a command or an interaction, once, and return the answer."""
        try:
            ack = self.carrier.deliver(Delivery(kind, payload), ACK_WITHIN)
        except NotAnswered as unanswered:
            return Reply(status=0, error=unanswered.error)
        return Reply(ack.status, ack.body, _error(ack))

    def tell(self, event: Json) -> None:
        """Deliver an event, if the app subscribes to it; returns after the first try.

        An event that is not taken is sent again up to three times, in the background and without
        Slack's pauses.
        """
        if self._is_subscribed(event):
            self._try(Delivery("events_api", events.envelope(self._workspace, event)))

    def tell_later(self, event: Json) -> None:
        """Deliver an event in the background: the app may be what is waiting for us."""
        if self._is_subscribed(event):
            self._waiting.put(Delivery("events_api", events.envelope(self._workspace, event)))

    def _try(self, delivery: Delivery) -> None:
        try:
            ack = self.carrier.deliver(delivery, ACK_WITHIN)
        except NotAnswered as unanswered:
            timed_out = unanswered.error == "operation_timeout"
            reason = "http_timeout" if timed_out else "connection_failed"
        else:
            reason = "http_error" if _error(ack) else ""
        if reason and delivery.retry_attempt < RETRIES:
            again = replace(delivery, retry_attempt=delivery.retry_attempt + 1, retry_reason=reason)
            self._waiting.put(again)

    def _is_subscribed(self, event: Json) -> bool:
        name = event["type"]
        if name == "message":
            kind = {"channel": "channels", "group": "groups"}.get(event["channel_type"], "im")
            name = f"message.{kind}"
        return name in self._workspace.app.events and self._is_in(event)

    def _is_in(self, event: Json) -> bool:
        """Whether the app is in the channel the event is about."""
        channel = event.get("channel") or event.get("item", {}).get("channel")
        app = self._workspace.app.bot_user_id
        return channel is None or app in self._workspace.channels[channel].members

    def _deliver_waiting(self) -> None:
        while (delivery := self._waiting.get()) and not self._stopped.is_set():
            self._try(delivery)


def _error(ack: Ack) -> str | None:
    return {2: None, 5: "http_service_error"}.get(ack.status // 100, "http_client_error")
