"""The messages of Socket Mode, as Slack words them."""

import uuid
from typing import Any

from sandbox.app import App
from sandbox.delivery import Delivery

_WITH_PAYLOAD = frozenset({"view_submission", "block_suggestion"})
"""Interactions whose answer may say something."""


def hello(app: App, connections: int) -> dict[str, Any]:
    """Return Slack's greeting on a new connection, the latest of so many."""
    return {
        "type": "hello",
        "num_connections": connections,
        "debug_info": {
            "host": "applink-sandbox",
            "build_number": 1,
            "approximate_connection_time": 18060,
        },
        "connection_info": {"app_id": app.id},
    }


def envelope(delivery: Delivery) -> dict[str, Any]:
    """Return a payload in its envelope, with a new envelope_id."""
    payload = delivery.payload
    takes_answer = delivery.kind == "slash_commands" or payload.get("type") in _WITH_PAYLOAD
    wrapped: dict[str, Any] = {
        "envelope_id": str(uuid.uuid4()),
        "payload": payload,
        "type": delivery.kind,
        "accepts_response_payload": takes_answer,
    }
    if delivery.kind == "events_api":
        wrapped |= {
            "retry_attempt": delivery.retry_attempt,
            "retry_reason": delivery.retry_reason,
        }
    return wrapped


def disconnect(reason: str) -> dict[str, Any]:
    """Return Slack's goodbye: warning, refresh_requested, too_many_websockets…"""
    return {"type": "disconnect", "reason": reason, "debug_info": {"host": "applink-sandbox"}}
