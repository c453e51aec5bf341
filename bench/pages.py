"""Browser tabs without a browser: they load the page, keep its connection open, and are drawn."""

import asyncio
import re
import uuid
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack, contextmanager, suppress
from threading import Event, Thread
from urllib.parse import urlencode
from urllib.request import urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

OPENED_WITHIN = 120.0
PING, PONG, OPEN_NAMESPACE = "2", "3", "40"
"""Engine.IO's and Socket.IO's packets (socket.io/docs/v4/engine-io-protocol)."""

_CLIENT_ID = re.compile(r"client_id['\"]?: ?['\"]([0-9a-f-]+)")


@contextmanager
def open_pages(url: str, people: Sequence[str], channel: str) -> Iterator[None]:
    """Keep a tab open for each of these people, who look at a channel, until the block ends."""
    opened, ended = Event(), Event()
    what = _keep_open(url, people, channel, opened, ended)
    thread = Thread(target=asyncio.run, args=(what,))
    thread.start()
    try:
        if not opened.wait(OPENED_WITHIN):
            raise RuntimeError(f"{len(people)} tabs were not open within {OPENED_WITHIN:.0f} s")
        yield
    finally:
        ended.set()
        thread.join()


async def _keep_open(
    url: str, people: Sequence[str], channel: str, opened: Event, ended: Event
) -> None:
    async with AsyncExitStack() as tabs:
        readers = []
        for person in people:
            tab = await tabs.enter_async_context(await _tab(url, person, channel))
            readers.append(asyncio.create_task(_read(tab)))
        opened.set()
        await asyncio.to_thread(ended.wait)
        for reader in readers:
            reader.cancel()


async def _tab(url: str, person: str, channel: str) -> connect:
    query = urlencode({"as": person, "in": channel})
    page = await asyncio.to_thread(lambda: urlopen(f"{url}/?{query}").read().decode())  # noqa: S310 (our own address)
    found = _CLIENT_ID.search(page)
    if found is None:
        raise RuntimeError("the page names no client")
    asked = {
        "EIO": "4",
        "transport": "websocket",
        "client_id": found[1],
        "document_id": str(uuid.uuid4()),
        "tab_id": str(uuid.uuid4()),
        "next_message_id": "0",
        "implicit_handshake": "true",
    }
    address = url.replace("http", "ws", 1) + "/_nicegui_ws/socket.io/?" + urlencode(asked)
    return connect(address, max_size=None, ping_interval=None)


async def _read(tab: ClientConnection) -> None:
    """Take what is drawn, and stay connected."""
    await tab.send(OPEN_NAMESPACE)
    with suppress(ConnectionClosed):
        async for packet in tab:
            if packet == PING:
                await tab.send(PONG)
