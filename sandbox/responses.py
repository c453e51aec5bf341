"""What an app says in answer to a gesture: in its ack, or later to the response URL."""

from dataclasses import replace

from sandbox import content
from sandbox.model import Json, Message
from sandbox.passes import ResponseUrl
from sandbox.refused import Refused
from sandbox.views import with_attachment_ids, with_block_ids
from sandbox.workspace import Workspace


def show_ack(workspace: Workspace, user_id: str, channel_id: str, body: Json | str) -> None:
    """Show the words that came with the ack of a slash command.

    Raises Refused as for any message.
    """
    said = {"text": body} if isinstance(body, str) else body
    if not said or not (said.get("text") or said.get("blocks") or said.get("attachments")):
        return
    _post(workspace, ResponseUrl(user_id, channel_id, None, None, 0.0), said)


def respond(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    """Do what an app asks at a response URL: post, replace or delete.

    Raises Refused as for any message.
    """
    original = _original(workspace, url)
    if body.get("delete_original"):
        if original:
            workspace.delete(original)
    elif body.get("replace_original") and original:
        _replace(workspace, original, body)
    else:
        _post(workspace, url, body)


def _original(workspace: Workspace, url: ResponseUrl) -> Message | None:
    """Return the message the gesture was made on; a command's response URL has none."""
    if url.message_ts is None:
        return None
    return workspace.channels[url.channel].log.get(url.message_ts)


def _post(workspace: Workspace, url: ResponseUrl, body: Json) -> None:
    said = content.read(body)
    response_type = body.get("response_type", "ephemeral")
    if response_type not in ("ephemeral", "in_channel"):
        raise Refused("invalid_response_type")
    workspace.post(
        Message(
            channel=url.channel,
            ts="",
            user=workspace.app.bot_user_id,
            bot_id=workspace.app.bot_id,
            text=said.text,
            blocks=tuple(with_block_ids(list(said.blocks), workspace.ids)),
            attachments=with_attachment_ids(said.attachments, workspace.ids),
            thread_ts=body.get("thread_ts") or url.thread_ts,
            ephemeral_to=url.user if response_type == "ephemeral" else None,
            metadata=content.metadata(body),
        )
    )


def _replace(workspace: Workspace, original: Message, body: Json) -> None:
    said = content.read(body)
    workspace.change(
        replace(
            original,
            text=said.text,
            blocks=tuple(with_block_ids(list(said.blocks), workspace.ids)),
            attachments=with_attachment_ids(said.attachments, workspace.ids),
            edited=workspace.ts(),
            warned=frozenset(),
        )
    )
