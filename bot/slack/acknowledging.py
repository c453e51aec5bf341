"""From a handler's reply to Slack's acknowledgement, and what else one person is shown."""

import logging
from collections.abc import Sequence

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import BotError
from bot.slack.values import Json, Means, Reply

logger = logging.getLogger(__name__)


def acknowledge(
    reply: Reply, means: Means, body: Json, context: BoltContext, client: WebClient
) -> BoltResponse:
    """Return Slack's acknowledgement of `body`; raise BotError if a modal could not be opened.

    What does not fit into it, a whisper or a redrawn message, is enqueued.
    """
    if reply.modal:
        _open(client, body["trigger_id"], reply.modal)
    if reply.whisper:
        _whisper(reply.whisper, reply.blocks, means, body, context)
    if reply.redraw and (body.get("container") or {}).get("is_ephemeral"):
        _whisper(*reply.redraw, means, body, context, replaces=True)
    return BoltResponse(status=200, body=reply.ack or "")


def _whisper(
    text: str,
    blocks: Sequence[Json],
    means: Means,
    body: Json,
    context: BoltContext,
    *,
    replaces: bool = False,
) -> None:
    if response_url := body.get("response_url"):
        with means.transaction() as session:
            means.whisper(
                session,
                workspace_id=context["workspace_id"],
                response_url=response_url,
                text=text,
                blocks=blocks,
                replaces=replaces,
                now=means.clock(),
            )


def _open(client: WebClient, trigger_id: str, view: Json) -> None:
    try:
        client.views_open(trigger_id=trigger_id, view=view)
    except (SlackApiError, OSError) as error:
        logger.warning("views.open failed: %s", error)
        raise BotError("Slack did not let me open the form in time. Please try again.") from error
