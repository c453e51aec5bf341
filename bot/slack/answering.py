"""From a handler's Reply to what the person sees: acknowledged, opened, or whispered."""

import logging
from collections.abc import Callable, Sequence
from http import HTTPStatus

from slack_bolt import BoltContext, BoltResponse
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError
from slack_sdk.web import SlackResponse

from bot.errors import BotError
from bot.slack import block_kit
from bot.slack.values import Json, Means, Reply

_NOT_DRAWN = (
    "Slack did not let me change the form: it may have changed just before. What you typed is "
    "still in it. Close this, and choose once more."
)

logger = logging.getLogger(__name__)


def acknowledge(
    reply: Reply, means: Means, body: Json, context: BoltContext, client: WebClient
) -> BoltResponse:
    """Return Slack's acknowledgement of the gesture in `body`: its body is what `reply` says.

    What has no room in it is done first: a modal is opened or drawn again, and a whisper is brought
    by the outbox, or by a modal where there is no other way.
    """
    surface = clicked_in(body)
    if reply.modal:
        is_pushed = reply.is_over and surface == "modal"
        _show(client.views_push if is_pushed else client.views_open, body, reply.modal)
    if reply.form:
        _draw_again(client, body["view"], reply.form)
    if reply.whisper and surface:
        return _say_over(client, surface, body, reply)
    if reply.whisper:
        _whisper(reply.whisper, reply.blocks, means, body, context)
    if reply.redraw and (body.get("container") or {}).get("is_ephemeral"):
        _whisper(*reply.redraw, means, body, context, replaces=True)
    return BoltResponse(status=200, body=reply.ack or "")


def clicked_in(body: Json) -> str | None:
    """Return "modal" or "home" for a click there, which has no response_url; None for all else.

    Source: docs.slack.dev/reference/interaction-payloads/block_actions-payload.
    """
    view = body.get("view") if body.get("type") == "block_actions" else None
    return view["type"] if view else None


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


def _say_over(client: WebClient, surface: str, body: Json, reply: Reply) -> BoltResponse:
    """Say it in a modal over the view: over a form it is pushed, so that nothing typed is lost.

    If it cannot be shown over a form, the form is where Slack says itself that something failed:
    that is what it does when a click there is not answered with 200.
    """
    said = reply.blocks or [block_kit.section(reply.whisper or "")]
    view = block_kit.modal("Lockstep", said, callback_id="notice", submit=None, close="Close")
    try:
        _show(client.views_push if surface == "modal" else client.views_open, body, view)
    except BotError:  # logged; there is nowhere else to say it
        failed = surface == "modal"
        return BoltResponse(status=HTTPStatus.INTERNAL_SERVER_ERROR if failed else HTTPStatus.OK)
    return BoltResponse(status=HTTPStatus.OK)


def _show(show: Callable[..., SlackResponse], body: Json, view: Json) -> None:
    try:
        show(trigger_id=body["trigger_id"], view=view)
    except (SlackApiError, OSError) as error:
        logger.warning("%s failed: %s", show.__name__.replace("_", "."), error)
        raise BotError("Slack did not let me open the form in time. Please try again.") from error


def _draw_again(client: WebClient, clicked: Json, view: Json) -> None:
    """Show `view` in place of the modal `clicked`, unless that was changed since the click.

    Source: docs.slack.dev/surfaces/modals, "Handling race conditions".
    """
    try:
        client.views_update(view_id=clicked["id"], hash=clicked.get("hash"), view=view)
    except (SlackApiError, OSError) as error:
        logger.warning("views.update failed: %s", error)
        raise BotError(_NOT_DRAWN) from error
