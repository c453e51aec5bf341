"""The first words with Slack: whose token this is, and which channels there are."""

import logging
from http import HTTPStatus
from urllib.error import URLError

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.clock import Clock
from bot.config import ConfigError
from bot.db import UNAVAILABLE, Transaction, reason
from bot.errors import BotError
from bot.installations import operations as installations
from bot.installations.models import Workspace
from bot.outbox.operations import lanes
from bot.people import queries as people
from bot.people.operations import readings, record_channels
from bot.people.rules.profiles import read_place

AT_FIRST = 999
"""Channels that one call returns at most (docs.slack.dev, conversations.list: under 1,000)."""

logger = logging.getLogger(__name__)


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
            readings.begin(session, workspace.id, now=clock())
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


def unreachable(client: WebClient, error: Exception) -> str:
    """Return the sentence that says that Slack could not be asked, and why."""
    why = str(error)
    if isinstance(error, SlackApiError):
        why = f"it answered HTTP {error.response.status_code}"
    return f"Slack can't be reached at {client.base_url}: {why}"
