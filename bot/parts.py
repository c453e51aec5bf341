"""Every part, built from the settings."""

import logging
from collections.abc import Mapping
from datetime import datetime

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import config, features, nudges, outbox, schema
from bot.clock import Clock, shifted_clock, utc_now
from bot.config import Settings
from bot.db import UNAVAILABLE, Transaction
from bot.errors import BotError
from bot.installations.listeners import build_authorize
from bot.outbox.jobs.courier import Courier
from bot.outbox.jobs.looker import Looker
from bot.outbox.jobs.prober import Prober
from bot.outbox.jobs.sender import AT_ONCE, Sender
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.pace import Bucket
from bot.people import queries as people
from bot.people.jobs.reader import Reader
from bot.scheduling import Ticks
from bot.slack import routing
from bot.slack.values import Means
from bot.slack.web_api import CALL_TIMEOUT, WebApi, trusted
from bot.wins.jobs.reading import MessageReader

MODAL_WITHIN = 2
"""Seconds for views.open, the one call inside a gesture: its trigger lives 3 (Slack's docs)."""

SDK_LOGGER = logging.getLogger("bot.sdk")
"""The SDK logs each failed call as an error; we log what it means instead."""
SDK_LOGGER.setLevel(logging.CRITICAL)


def clock_for(settings: Settings) -> Clock:
    """Return the system's clock, or the one that CLOCK_FILE moves."""
    return shifted_clock(settings.clock_file) if settings.clock_file else utc_now


def slack_client(settings: Settings, *, timeout: int = CALL_TIMEOUT) -> WebClient:
    """Return a client that never repeats a call by itself: a repeated post is seen twice."""
    client = WebClient(
        token=settings.slack_bot_token,
        base_url=settings.slack_api_url,
        timeout=timeout,
        retry_handlers=[],
        ssl=trusted(),
        logger=SDK_LOGGER,
    )
    if config.is_loopback(settings.slack_api_url):
        client.proxy = None  # the SDK takes the environment's, which leads away from here
    return client


def require_schema(engine: Engine) -> None:
    """Raise BotError unless the database answers and its schema is current."""
    try:
        current = schema.is_current(engine)
    except UNAVAILABLE as error:
        raise BotError(
            f"The database does not answer ({type(error).__name__}): is it running, and is "
            "DATABASE_URL right?"
        ) from error
    if not current:
        raise BotError("The database's schema is old: first run `python -m bot migrate`.")


def web_api(settings: Settings, tokens: Mapping[int, str]) -> WebApi:
    """Return what calls Slack for all workspaces, by our ids, with their `tokens`."""
    proxy = None
    if not config.is_loopback(settings.slack_api_url):
        proxy = load_http_proxy_from_env(SDK_LOGGER)
    return WebApi(settings.slack_api_url, tokens, proxy=proxy, connections=AT_ONCE)


def courier(
    settings: Settings, slack: WebApi, transaction: Transaction, clock: Clock, ticks: Ticks
) -> Courier:
    """Return what sends, as fast as the settings allow and as patient as they ask.

    Its errands are what else is asked of Slack that nobody waits for, by the names of their ticks.
    """
    patience = Patience(after=settings.repost_after, apart=settings.looks_apart)
    bucket = Bucket(settings.posts_per_second)
    return Courier(
        slack,
        Sender(
            slack,
            bucket=bucket,
            barred=people.find_outsiders,
            transaction=transaction,
            clock=clock,
        ),
        errands={
            "outbox.look": Looker(
                slack, patience=patience, transaction=transaction, clock=clock
            ).turn,
            "outbox.probe": Prober(slack, transaction=transaction, clock=clock).turn,
            "people.read": Reader(slack, transaction=transaction, clock=clock).turn,
            "wins.read": MessageReader(slack, transaction=transaction, clock=clock).turn,
        },
        clock=clock,
        ticks=ticks,
    )


def admit(session: Session, *, workspace_id: int, user_id: str, now: datetime) -> None:
    """Raise Refused if somebody may not act, and note that they are there, if they may.

    Every gesture's transaction begins with this. It takes one indexed select and one indexed
    update, which changes a row only if they were told something since. `now` is when the gesture
    came, in UTC.
    """
    people.require_admission(session, workspace_id=workspace_id, user_id=user_id)
    nudges.heard_from(session, workspace_id, user_id, now)


def build_bolt(settings: Settings, transaction: Transaction, clock: Clock) -> App:
    """Return Bolt's app with every handler connected."""
    client = slack_client(settings, timeout=MODAL_WITHIN)
    client.token = None  # `authorize` gives each request the token of its own workspace
    with config.hidden_slack_environment():
        bolt = App(
            client=client,
            request_verification_enabled=False,  # the guard did that, on the raw bytes
            authorize=build_authorize(settings.slack_bot_token, transaction),  # type: ignore[arg-type]  # Bolt takes None too
            process_before_response=True,
        )
    routing.connect(bolt, features.TABLES, Means(transaction, clock, outbox.whisper, admit))
    return bolt
