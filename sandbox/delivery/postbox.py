"""Where payloads for the app are left, to be carried to it one after the other."""

import contextvars
import queue
from dataclasses import replace
from threading import Event, Thread

from sandbox.delivery import ACK_WITHIN, Ack, Carrier, Delivery, NotAnswered

RETRIES = 3
"""Slack sends an unanswered event three more times (/apis/events-api, "Retries")."""

HEAD_START = 0.5
"""Seconds that an event has before the next one goes: an app that answers hears of them in order,
and an event that it leaves unanswered holds up no other."""


class Postbox:
    """Carries what every company has for the app, through one carrier at a time."""

    def __init__(self, carrier: Carrier) -> None:
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

    def deliver(self, delivery: Delivery) -> Ack:
        """Deliver once, and return the answer. Raises NotAnswered."""
        return self.carrier.deliver(delivery, ACK_WITHIN)

    def deliver_events(self, *deliveries: Delivery) -> None:
        """Deliver events in order; returns after the first try of each.

        An event that is not taken is sent again up to three times, in the background and without
        Slack's pauses.
        """
        *earlier, last = deliveries
        under_way = [self._begin(each) for each in earlier]
        self._deliver_event(last)
        for each in under_way:
            each.join()

    def leave(self, delivery: Delivery) -> None:
        """Deliver an event in the background: the app may be what is waiting for us."""
        self._waiting.put(delivery)

    def _deliver_waiting(self) -> None:
        under_way: list[Thread] = []
        while (delivery := self._waiting.get()) and not self._stopped.is_set():
            under_way = [each for each in (*under_way, self._begin(delivery)) if each.is_alive()]
        for each in under_way:
            each.join()

    def _begin(self, delivery: Delivery) -> Thread:
        """Deliver an event in a thread, which has got its head start when this returns."""
        context = contextvars.copy_context()
        what = (self._deliver_event, delivery)
        thread = Thread(target=context.run, args=what, name="sandbox-event", daemon=True)
        thread.start()
        thread.join(HEAD_START)
        return thread

    def _deliver_event(self, delivery: Delivery) -> None:
        try:
            ack = self.deliver(delivery)
        except NotAnswered as unanswered:
            timed_out = unanswered.error == "operation_timeout"
            reason = "http_timeout" if timed_out else "connection_failed"
        else:
            reason = "http_error" if ack.error else ""
        if reason and delivery.retry_attempt < RETRIES:
            again = replace(delivery, retry_attempt=delivery.retry_attempt + 1, retry_reason=reason)
            self.leave(again)
