"""From a handler's Reply to what the person sees: acknowledged, opened, or whispered."""

import logging
from collections.abc import Sequence
from contextlib import suppress

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.errors import BotError
from bot.slack import block_kit
from bot.slack.values import Json, Means, Reply

logger = logging.getLogger(__name__)


def acknowledge(
    reply: Reply, means: Means, body: Json, context: BoltContext, client: WebClient
) -> BoltResponse:
    """Return Slack's acknowledgement of the gesture in `body`: its body is what `reply` says.

    What has no room in it is done first: a modal is opened, and a whisper is brought by the outbox.
    """
    if reply.modal:
        _open(client, body["trigger_id"], reply.modal)
    if reply.whisper and _is_from_home(body):
        _say_in_modal(client, body["trigger_id"], reply.whisper, reply.blocks)
    elif reply.whisper:
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


def _is_from_home(body: Json) -> bool:
    """Return whether a button of the Home tab was pressed, where there is no response_url.

    Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload.
    """
    return bool((body.get("view") or {}).get("type") == "home" and body.get("trigger_id"))


def _say_in_modal(
    client: WebClient, trigger_id: str, sentence: str, blocks: Sequence[Json]
) -> None:
    said = blocks or [block_kit.section(sentence)]
    view = block_kit.modal("Lockstep", said, callback_id="notice", submit=None, close="Close")
    with suppress(BotError):  # logged; there is nowhere else to say it
        _open(client, trigger_id, view)


def _open(client: WebClient, trigger_id: str, view: Json) -> None:
    try:
        client.views_open(trigger_id=trigger_id, view=view)
    except (SlackApiError, OSError) as error:
        logger.warning("views.open failed: %s", error)
        raise BotError("Slack did not let me open the form in time. Please try again.") from error
