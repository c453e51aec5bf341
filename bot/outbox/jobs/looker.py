"""Looking into channels for messages of which Slack never told us whether they arrived."""

import asyncio
import logging
from collections import defaultdict
from datetime import datetime
from typing import Any

from bot.clock import Clock
from bot.db import Transaction
from bot.outbox import notices
from bot.outbox.jobs.calls import EVENT_TYPE
from bot.outbox.operations import gates, looking
from bot.outbox.operations.looking import Place, Sighting
from bot.outbox.queries.doubt import READING
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.outcomes import UNREADABLE
from bot.outbox.rules.states import State
from bot.slack.web_api import Answer, WebApi

logger = logging.getLogger(__name__)

MESSAGES_A_TURN = 20
"""A turn a second; conversations.history is tier 3: about 50 calls a minute."""

PAGE = "200"
PAGES_MAX = 20


class Looker:
    """Looks for messages in doubt; all its methods run in one event loop."""

    def __init__(
        self, slack: WebApi, *, patience: Patience, transaction: Transaction, clock: Clock
    ) -> None:
        self._slack = slack
        self._patience = patience
        self._transaction = transaction
        self._clock = clock

    async def turn(self) -> None:
        """Look once in every place where a look is due, with one call each if it is short."""
        places = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._look(place) for place in places))

    def _claim(self) -> list[Place]:
        with self._transaction() as session:
            return looking.claim_looks(
                session, workspace_ids=self._slack.tokens, now=self._clock(), limit=MESSAGES_A_TURN
            )

    async def _look(self, place: Place) -> None:
        seen = await self._see(place)
        await asyncio.to_thread(self._record, place, seen)

    async def _see(self, place: Place) -> Sighting | Answer:
        """Return what a place shows, complete, or the answer that kept us from seeing all of it."""
        channel_id = place.channel_id
        if channel_id is None:
            opened = await self._slack.call(
                place.workspace_id, "conversations.open", {"users": place.destination}
            )
            if not opened.ok or opened.body is None:
                return opened
            channel_id = opened.body["channel"]["id"]
        copies: dict[str, list[str]] = defaultdict(list)
        cursor = ""
        for _page in range(PAGES_MAX):
            page = await self._page(place, channel_id, cursor)
            if page.error == "thread_not_found":  # deleted: nobody sees anything in it
                return Sighting(channel_id, {})
            if not page.ok or page.body is None:
                return page
            for marker, ts in _ours(page.body["messages"]):
                copies[marker].append(ts)
            cursor = (page.body.get("response_metadata") or {}).get("next_cursor") or ""
            if not cursor:
                return Sighting(channel_id, {each: sorted(copies[each]) for each in copies})
        return Answer(error="too_many_pages")

    async def _page(self, place: Place, channel_id: str, cursor: str) -> Answer:
        method = "conversations.replies" if place.thread_ts else "conversations.history"
        arguments = {
            "channel": channel_id,
            "oldest": f"{place.since.timestamp():.6f}",
            "inclusive": "true",
            "include_all_metadata": "true",
            "limit": PAGE,
        }
        arguments |= {"ts": place.thread_ts} if place.thread_ts else {}
        arguments |= {"cursor": cursor} if cursor else {}
        return await self._slack.read(place.workspace_id, method, arguments)

    def _record(self, place: Place, seen: Sighting | Answer) -> None:
        now = self._clock()
        with self._transaction() as session:
            if isinstance(seen, Sighting):
                looking.record_sighting(session, place, seen, self._patience, now=now)
            elif seen.retry_after:
                gates.close(session, {(place.workspace_id, READING): now + seen.retry_after})
            elif seen.error in UNREADABLE:
                for message in looking.record_unreadable(session, place, seen.error, now=now):
                    notices.tell_owner(session, message, State.UNKNOWN, seen.error, now=now)
        _log(place, seen, now)


def _ours(messages: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Return marker and ts of the messages that carry one of our markers.

    A marker is random, so whoever copies one has seen our message: it has arrived. The copy is
    younger, and Slack lets us delete only what is ours.
    """
    found = []
    for message in messages:
        metadata = message.get("metadata") or {}
        if metadata.get("event_type") == EVENT_TYPE and message.get("bot_id"):
            found.append((str(metadata.get("event_payload", {}).get("k")), message["ts"]))
    return found


def _log(place: Place, seen: Sighting | Answer, now: datetime) -> None:
    numbers = ", ".join(str(message.id) for message in place.messages)
    if isinstance(seen, Sighting):
        logger.info("looked for message(s) %s", numbers)
    else:
        why = seen.error or type(seen.exception).__name__
        logger.warning("could not look for message(s) %s: %s", numbers, why)
