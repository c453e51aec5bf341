"""Asking, for workspaces to which nothing is sent, whether Slack takes messages again."""

import asyncio
import logging

from bot.clock import Clock
from bot.db import Transaction
from bot.outbox import notices
from bot.outbox.operations import lanes, settling
from bot.outbox.rules.states import Stop
from bot.slack.web_api import WebApi

logger = logging.getLogger(__name__)


class Prober:
    """Probes stopped lanes; all its methods run in one event loop."""

    def __init__(self, slack: WebApi, *, transaction: Transaction, clock: Clock) -> None:
        self._slack = slack
        self._transaction = transaction
        self._clock = clock

    async def turn(self) -> None:
        """Ask Slack once for every lane whose probe is due, and open those that get an answer."""
        due = await asyncio.to_thread(self._claim)
        await asyncio.gather(*(self._probe(workspace_id) for workspace_id in due))

    def _claim(self) -> list[int]:
        with self._transaction() as session:
            return lanes.claim_probes(session, workspace_ids=self._slack.tokens, now=self._clock())

    async def _probe(self, workspace_id: int) -> None:
        answer = await self._slack.call(workspace_id, "auth.test", {})
        if answer.ok and answer.body is not None:
            await asyncio.to_thread(self._resume, workspace_id)

    def _resume(self, workspace_id: int) -> None:
        now = self._clock()
        with self._transaction() as session:
            stopped = lanes.resume(session, workspace_id)
            if stopped is None:
                return
            settling.expire(session, now=now, workspace_id=workspace_id)
            if stopped.because is Stop.OUTAGE:
                notices.catch_up(session, workspace_id=workspace_id, since=stopped.since, now=now)
        logger.warning("Slack takes messages of workspace %d again", workspace_id)
