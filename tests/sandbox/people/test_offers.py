"""Whom and what Slack's pickers offer somebody."""

from typing import Any

import pytest

from sandbox import Sandbox
from sandbox.people import offers

PICKER: dict[str, Any] = {"type": "conversations_select"}
MAYA, ANA = "U0MAYA00001", "U0ANA000002"


def offered(slack: Sandbox, user_id: str = MAYA, **element: Any) -> list[str]:
    found = offers.channels(slack.workspace, user_id, PICKER | element)
    return [channel.name or "a message" for channel in found]


class TestPeople:
    def test_are_those_who_are_here(self, slack: Sandbox) -> None:
        names = [user.name for user in offers.people(slack.workspace)]
        assert names == ["lockstep", "maya", "ana", "ivan", "bo", "sofia", "gail", "eve"]


class TestChannels:
    def test_are_those_she_can_read_and_that_are_alive(self, slack: Sandbox) -> None:
        slack.workspace.dm(MAYA)
        assert offered(slack) == ["general", "marketing", "it", "leads", "a message"]
        assert offered(slack, ANA) == ["general", "marketing", "it"]

    @pytest.mark.parametrize(
        ("asked", "names"),
        [
            ({"include": ["public"]}, ["general", "marketing", "it"]),
            ({"include": ["private"]}, ["leads"]),
            ({"include": ["im"]}, ["a message"]),
            ({"exclude_bot_users": True}, ["general", "marketing", "it", "leads"]),
            ({"exclude_external_shared_channels": True}, ["general", "it", "leads", "a message"]),
        ],
    )
    def test_are_narrowed_as_the_app_asks(
        self, slack: Sandbox, asked: dict[str, Any], names: list[str]
    ) -> None:
        slack.workspace.dm(MAYA)
        assert offered(slack, filter=asked) == names

    def test_are_public_in_a_picker_of_channels(self, slack: Sandbox) -> None:
        assert offered(slack, type="multi_channels_select") == ["general", "marketing", "it"]
