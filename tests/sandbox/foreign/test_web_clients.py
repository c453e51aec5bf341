"""The Web API clients of slack_sdk, both of them, with what they do beyond one call."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import SimpleNamespace

import aiohttp
import pytest
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.http_retry import builtin_async_handlers, builtin_handlers
from slack_sdk.web.async_client import AsyncWebClient

from sandbox import Person, Sandbox

CHANNELS = ["general", "marketing", "it", "old-news"]
CSV = [
    {"content": "a,b", "filename": "one.csv", "title": "One"},
    {"content": "c,d", "filename": "two.csv", "title": "Two"},
]
GENERAL = "C0GENERAL01"


@asynccontextmanager
async def calling(slack: Sandbox) -> AsyncIterator[AsyncWebClient]:
    """A client for asyncio, whose connections are closed at the end."""
    async with aiohttp.ClientSession() as session:
        yield AsyncWebClient(slack.bot_token, base_url=slack.api_url, session=session)


class TestPages:
    def test_are_turned(self, client: WebClient) -> None:
        pages = client.conversations_list(limit=1)
        assert [channel["name"] for page in pages for channel in page["channels"]] == CHANNELS

    def test_are_turned_by_asyncio_too(self, slack: Sandbox) -> None:
        async def turn() -> list[str]:
            async with calling(slack) as client:
                pages = await client.conversations_list(limit=3)
                return [each["name"] async for page in pages for each in page["channels"]]

        assert asyncio.run(turn()) == CHANNELS

    def test_are_those_of_members_and_messages_too(self, slack: Sandbox, client: WebClient) -> None:
        for number in range(3):
            slack.person("Maya").say(str(number), channel="#general")
        said = [page["messages"] for page in client.conversations_history(channel=GENERAL, limit=2)]
        assert [[message["text"] for message in page] for page in said] == [["2", "1"], ["0"]]
        here = [page["members"] for page in client.conversations_members(channel=GENERAL, limit=4)]
        assert [len(page) for page in here] == [4, 3]
        everybody = [len(page["members"]) for page in client.users_list(limit=5)]
        assert everybody == [5, 4]


class TestFilesUploadV2:
    def test_shares_several_at_once(self, client: WebClient, maya: Person) -> None:
        client.files_upload_v2(channel=GENERAL, file_uploads=CSV, initial_comment="Both")
        assert shared(maya) == [("Both", ["One", "Two"])]

    def test_shares_several_by_asyncio_too(self, slack: Sandbox, maya: Person) -> None:
        async def upload() -> None:
            async with calling(slack) as client:
                said = await client.chat_postMessage(channel=GENERAL, text="Here they come")
                await client.files_upload_v2(
                    channel=GENERAL, file_uploads=CSV, thread_ts=said["ts"], initial_comment="Both"
                )

        asyncio.run(upload())
        assert shared(maya) == [("Here they come", []), ("Both", ["One", "Two"])]
        assert maya.sees("#general")[1].thread_ts == maya.sees("#general")[0].ts


class TestRetries:
    @pytest.fixture
    def slept(self, monkeypatch: pytest.MonkeyPatch) -> list[float]:
        """How long the clients' handlers have waited, which here takes no time."""
        slept: list[float] = []

        async def sleep(seconds: float) -> None:
            slept.append(seconds)

        monkeypatch.setattr(builtin_handlers, "time", SimpleNamespace(sleep=slept.append))
        monkeypatch.setattr(builtin_async_handlers, "asyncio", SimpleNamespace(sleep=sleep))
        return slept

    def test_come_when_retry_after_says(
        self, slack: Sandbox, client: WebClient, maya: Person, slept: list[float]
    ) -> None:
        client.retry_handlers.append(builtin_handlers.RateLimitErrorRetryHandler())
        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=70)
        client.chat_postMessage(channel=GENERAL, text="at last")
        assert [message.text for message in maya.sees("#general")] == ["at last"]
        assert [int(seconds) for seconds in slept] == [70]  # and a random part of a second

    def test_come_so_by_asyncio_too(self, slack: Sandbox, maya: Person, slept: list[float]) -> None:
        async def post() -> None:
            async with calling(slack) as client:
                client.retry_handlers.append(
                    builtin_async_handlers.AsyncRateLimitErrorRetryHandler()
                )
                await client.chat_postMessage(channel=GENERAL, text="at last")

        slack.fail_next("chat.postMessage", error="ratelimited", retry_after=70)
        asyncio.run(post())
        assert [message.text for message in maya.sees("#general")] == ["at last"]
        assert [int(seconds) for seconds in slept] == [70]

    def test_are_not_made_for_another_refusal(self, slack: Sandbox, slept: list[float]) -> None:
        async def post() -> None:
            async with calling(slack) as client:
                await client.chat_postMessage(channel="C0NOWHERE01", text="x")

        with pytest.raises(SlackApiError, match="channel_not_found"):
            asyncio.run(post())
        assert slept == []


def shared(person: Person) -> list[tuple[str, list[str]]]:
    """Return what she reads in #general, with the titles of the files."""
    return [
        (message.text, [file["title"] for file in message.files])
        for message in person.sees("#general")
    ]
