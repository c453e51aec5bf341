"""A local Slack with a clock that stands still, and an app in this process."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from sandbox import Ack, Person, Sandbox
from tests.clock import MovedClock
from tests.sandbox.listener import Listener

MANIFEST = {
    "features": {
        "app_home": {"home_tab_enabled": True},
        "bot_user": {"display_name": "Lockstep"},
        "slash_commands": [
            {"command": "/escalate", "description": "Raise", "should_escape": True},
            {"command": "/align", "description": "Everything"},
        ],
        "shortcuts": [
            {"name": "Save it", "type": "message", "callback_id": "save"},
            {"name": "Raise one", "type": "global", "callback_id": "raise"},
        ],
    },
    "oauth_config": {
        "scopes": {
            "bot": [
                "channels:history",
                "channels:join",
                "channels:manage",
                "channels:read",
                "chat:write",
                "files:write",
                "groups:history",
                "groups:read",
                "groups:write",
                "im:history",
                "im:read",
                "im:write",
                "team:read",
                "usergroups:read",
                "users:read",
            ],
            "bot_optional": ["metadata.message:read", "reactions:read", "reactions:write"],
        }
    },
    "settings": {
        "event_subscriptions": {
            "bot_events": [
                "app_home_opened",
                "app_mention",
                "channel_unarchive",
                "group_unarchive",
                "member_joined_channel",
                "member_left_channel",
                "message.im",
                "reaction_added",
                "tokens_revoked",
            ]
        }
    },
}


@pytest.fixture
def slack(clock: MovedClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, manifest=MANIFEST) as slack:
        yield slack


@pytest.fixture
def app(slack: Sandbox) -> Listener:
    listener = Listener()
    slack.deliver_to(listener)
    return listener


@pytest.fixture
def client(slack: Sandbox) -> WebClient:
    return WebClient(slack.bot_token, base_url=slack.api_url, retry_handlers=[])


@pytest.fixture
def maya(slack: Sandbox) -> Person:
    return slack.person("Maya")


@pytest.fixture
def ivan(slack: Sandbox) -> Person:
    return slack.person("Ivan")


@pytest.fixture
def trigger(app: Listener, maya: Person) -> Callable[[], str]:
    """Make a new trigger_id of Maya's."""

    def new() -> str:
        maya.command("/align", channel="#marketing")
        return str(app.last["trigger_id"])

    return new


@pytest.fixture
def opened(app: Listener, client: WebClient, maya: Person) -> Callable[[dict[str, Any]], None]:
    """Put a modal on Maya's screen."""

    def open_(view: dict[str, Any]) -> None:
        def answer(payload: dict[str, Any]) -> Ack:
            client.views_open(trigger_id=payload["trigger_id"], view=view)
            return Ack()

        app.answers["/align"] = answer
        maya.command("/align", channel="#marketing")

    return open_


def refusal(call: Callable[..., Any], **arguments: Any) -> str:
    """Return Slack's error code for a call that it refuses."""
    with pytest.raises(SlackApiError) as refused:
        call(**arguments)
    return str(refused.value.response["error"])
