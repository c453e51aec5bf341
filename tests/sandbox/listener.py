"""An app that answers as a test tells it, and remembers what it was sent."""

from collections.abc import Callable
from typing import Any

from sandbox import Ack, Delivery

Answer = Callable[[dict[str, Any]], Ack]


class Listener:
    """Receives deliveries in this process. `answers[type]` decides; otherwise a plain 200."""

    def __init__(self) -> None:
        self.deliveries: list[Delivery] = []
        self.answers: dict[str, Answer] = {}

    def __call__(self, delivery: Delivery) -> Ack:
        self.deliveries.append(delivery)
        payload = delivery.payload
        name = payload.get("command") or payload.get("event", {}).get("type") or payload["type"]
        answer = self.answers.get(name)
        return answer(payload) if answer else Ack()

    @property
    def pressed(self) -> dict[str, Any]:
        """What a person did last; events, which come when they come, are passed over."""
        done = [each.payload for each in self.deliveries if each.kind != "events_api"]
        return done[-1]

    @property
    def last(self) -> dict[str, Any]:
        """The payload that came last."""
        return self.deliveries[-1].payload
