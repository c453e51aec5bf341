"""The app's emoji on messages."""

import pytest
from slack_sdk import WebClient

from sandbox import Message, Person
from tests.sandbox.conftest import refusal


@pytest.fixture
def said(ivan: Person) -> Message:
    return ivan.say("done!", channel="#it")


class TestAdd:
    def test_puts_an_emoji_on_a_message(
        self, client: WebClient, said: Message, ivan: Person
    ) -> None:
        client.reactions_add(channel=said.channel, timestamp=said.ts, name="tada")
        assert ivan.sees("#it")[0].reactions == {"tada": ("U0BOTUSER01",)}

    @pytest.mark.parametrize(
        ("arguments", "error"),
        [
            ({"name": "not an emoji"}, "invalid_name"),
            ({"timestamp": "1.000000"}, "message_not_found"),
            ({"channel": "C0NOWHERE01"}, "channel_not_found"),
        ],
    )
    def test_refuses(
        self, client: WebClient, said: Message, arguments: dict[str, str], error: str
    ) -> None:
        complete = {"channel": said.channel, "timestamp": said.ts, "name": "tada", **arguments}
        assert refusal(client.reactions_add, **complete) == error

    def test_refuses_the_same_emoji_twice(self, client: WebClient, said: Message) -> None:
        where = {"channel": said.channel, "timestamp": said.ts, "name": "tada"}
        client.reactions_add(**where)
        assert refusal(client.reactions_add, **where) == "already_reacted"


class TestRemove:
    def test_takes_the_apps_own_emoji_away(
        self, client: WebClient, said: Message, ivan: Person
    ) -> None:
        where = {"channel": said.channel, "timestamp": said.ts, "name": "tada"}
        client.reactions_add(**where)
        client.reactions_remove(**where)
        assert ivan.sees("#it")[0].reactions == {}
        assert refusal(client.reactions_remove, **where) == "no_reaction"
