"""Slack's published events, sent to the bot as they stand, or with changes."""

from datetime import datetime
from typing import Any

from sandbox.delivery import Delivery
from tests.payloads import samples
from tests.story import Story


def hear(story: Story, kind: str, *, at: datetime | None = None, **changes: Any) -> None:
    """Send the sample of an event of `kind`, with `changes`, as if it had happened `at` a time."""
    payload = samples.load(kind)
    payload["event"] |= changes
    if at:
        payload["event"]["event_ts"] = f"{at.timestamp():.6f}"
    assert story.receive(Delivery("events_api", payload)).status == 200
