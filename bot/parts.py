"""Every part, built from the settings."""

import logging
from collections.abc import Mapping
from http import HTTPStatus
from urllib.error import URLError

from slack_bolt import App
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.proxy_env_variable_loader import load_http_proxy_from_env
from sqlalchemy import Engine

from bot import config, features, outbox, schema
from bot.clock import Clock, shifted_clock, utc_now
from bot.config import ConfigError, Settings
from bot.db import UNAVAILABLE, Transaction, reason
from bot.errors import BotError
from bot.installations import operations as installations
from bot.installations.listeners import build_authorize
from bot.installations.models import Workspace
from bot.outbox.jobs.courier import Courier
from bot.outbox.jobs.sender import AT_ONCE
from bot.outbox.operations import lanes
from bot.outbox.rules.looks import Patience
from bot.outbox.rules.pace import Bucket
from bot.people import queries as people
from bot.people.listeners import read_place
from bot.people.operations import record_channels
from bot.scheduling import Ticks
from bot.slack import routing
from bot.slack.values import Means
from bot.slack.web_api import CALL_TIMEOUT, WebApi, trusted

MODAL_WITHIN = 2
"""Seconds for views.open, the one call inside a gesture: its trigger lives 3 (Slack's docs)."""

AT_FIRST = 999
"""Channels that one call returns at most (docs.slack.dev, conversations.list: under 1,000)."""

logger = logging.getLogger(__name__)

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


def introduce(client: WebClient, transaction: Transaction, clock: Clock) -> Workspace:
    """Ask Slack once whose token this is, record that workspace, and return it."""
    try:
        slack = client.auth_test()
    except SlackApiError as error:
        if error.response.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise BotError(unreachable(client, error)) from error
        raise ConfigError(
            f"Slack refused SLACK_BOT_TOKEN ({error.response.get('error')}): copy the Bot User "
            "OAuth Token from your app's page, OAuth & Permissions."
        ) from error
    except (URLError, OSError) as error:
        raise BotError(unreachable(client, error)) from error
    try:
        with transaction() as session:
            workspace = installations.install(
                session,
                slack_id=slack["team_id"],
                enterprise_id=slack.get("enterprise_id"),
                name=slack["team"],
                bot_user_id=slack["user_id"],
                bot_id=slack["bot_id"],
                now=clock(),
            )
            lanes.open_(session, [workspace.id], now=clock())
            known = people.knows_channels(session, workspace.id)
        if not known:
            _look_around(client, workspace.id, transaction, clock)
    except UNAVAILABLE as error:
        raise BotError(
            f"The database is busy ({reason(error)}): another process holds what this one needs. "
            "Try again in a minute."
        ) from error
    return workspace


def _look_around(
    client: WebClient, workspace_id: int, transaction: Transaction, clock: Clock
) -> None:
    """Write down the first channels: whoever sets teams up in a minute finds theirs named.

    The rest come with the sync, and so do these if Slack does not answer now.
    """
    try:
        found = client.conversations_list(
            types="public_channel,private_channel", exclude_archived=True, limit=AT_FIRST
        )
    except (SlackApiError, URLError, OSError) as error:
        logger.warning("could not read the channels yet: %s", error)
        return
    places = [read_place(channel) for channel in found["channels"]]
    with transaction() as session:
        record_channels(session, workspace_id, places, now=clock())


def web_api(settings: Settings, tokens: Mapping[int, str]) -> WebApi:
    """Return what calls Slack for all workspaces, by our ids, with their `tokens`."""
    proxy = None
    if not config.is_loopback(settings.slack_api_url):
        proxy = load_http_proxy_from_env(SDK_LOGGER)
    return WebApi(settings.slack_api_url, tokens, proxy=proxy, connections=AT_ONCE)


def courier(
    settings: Settings, slack: WebApi, transaction: Transaction, clock: Clock, ticks: Ticks
) -> Courier:
    """Return what sends, as fast as the settings allow and as patient as they ask."""
    return Courier(
        slack,
        bucket=Bucket(settings.posts_per_second),
        patience=Patience(after=settings.repost_after, apart=settings.looks_apart),
        transaction=transaction,
        clock=clock,
        ticks=ticks,
    )


def unreachable(client: WebClient, error: Exception) -> str:
    """Return the sentence that says that Slack could not be asked, and why."""
    why = str(error)
    if isinstance(error, SlackApiError):
        why = f"it answered HTTP {error.response.status_code}"
    return f"Slack can't be reached at {client.base_url}: {why}"


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
    routing.connect(bolt, features.TABLES, Means(transaction, clock, outbox.whisper))
    return bolt
