"""Clicks, submissions and shortcuts: the JSON that Slack puts into `payload`."""

from sandbox import shapes, standing, view_state
from sandbox.elements import Placed
from sandbox.model import Json, Message
from sandbox.payloads.commands import channel_name
from sandbox.shown import OpenView, Shown
from sandbox.workspace import Workspace


def message_action(workspace: Workspace, user_id: str, message: Message, action: Json) -> Json:
    """Return the `block_actions` payload of a gesture on a message."""
    channel = workspace.channels[message.channel]
    payload = _about(workspace, "block_actions", user_id)
    payload["container"] = _message_container(message, action["block_id"])
    payload["trigger_id"] = workspace.triggers.issue(user_id, message.channel)
    payload["channel"] = {"id": channel.id, "name": channel_name(channel)}
    if message.ephemeral_to is None:
        payload["message"] = shapes.message(message, workspace, with_metadata=True)
    payload["state"] = {"values": standing.values(workspace, user_id, message)}
    payload["response_url"] = workspace.response_urls.issue(
        "actions",
        user_id,
        message.channel,
        message_ts=message.ts,
        thread_ts=message.thread_ts,
    )
    return payload | {"actions": [action]}


def view_action(workspace: Workspace, user_id: str, view: Json, action: Json) -> Json:
    """Return the `block_actions` payload of a gesture in a modal or on the Home tab."""
    payload = _about(workspace, "block_actions", user_id)
    payload["container"] = {"type": "view", "view_id": view["id"]}
    payload["trigger_id"] = workspace.triggers.issue(user_id)
    return payload | {"view": view, "actions": [action]}


def block_suggestion(
    workspace: Workspace, user_id: str, place: Placed, typed: str, where: Message | Shown
) -> Json:
    """Return the `block_suggestion` payload: what was typed into a menu that the app fills.

    Slack: /reference/interaction-payloads/block_suggestion-payload.
    """
    payload = _about(workspace, "block_suggestion", user_id) | {
        "action_id": place.element["action_id"],
        "block_id": place.block["block_id"],
        "value": typed,
    }
    if isinstance(where, Shown):
        container = {"type": "view", "view_id": where.view["id"]}
        return payload | {"container": container, "view": where.view}
    channel = workspace.channels[where.channel]
    payload["container"] = _message_container(where, place.block["block_id"])
    payload["channel"] = {"id": channel.id, "name": channel_name(channel)}
    if where.ephemeral_to is None:
        payload["message"] = shapes.message(where, workspace, with_metadata=True)
    return payload


def view_submission(workspace: Workspace, opened: OpenView) -> Json:
    """Return the `view_submission` payload of a modal as it is filled."""
    payload = _about(workspace, "view_submission", opened.user)
    payload["trigger_id"] = workspace.triggers.issue(opened.user, opened.channel)
    return payload | {"view": opened.view, "response_urls": _response_urls(workspace, opened)}


def view_closed(workspace: Workspace, opened: OpenView, *, is_cleared: bool) -> Json:
    """Return the `view_closed` payload; `is_cleared` when all views were closed at once.

    What stood in its fields is not in it.
    """
    payload = _about(workspace, "view_closed", opened.user)
    closed = opened.view | {"state": {"values": {}}}
    return payload | {"view": closed, "is_cleared": is_cleared}


def global_shortcut(workspace: Workspace, user_id: str, callback_id: str) -> Json:
    """Return the `shortcut` payload."""
    payload = _about(workspace, "shortcut", user_id)
    payload["user"].pop("name")
    payload.pop("api_app_id")
    return payload | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id),
        "action_ts": workspace.ts(),
    }


def message_shortcut(
    workspace: Workspace, user_id: str, callback_id: str, message: Message
) -> Json:
    """Return the `message_action` payload."""
    channel = workspace.channels[message.channel]
    payload = _about(workspace, "message_action", user_id)
    payload["user"].pop("username")
    payload.pop("api_app_id")
    return payload | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.issue(user_id, message.channel),
        "action_ts": workspace.ts(),
        "response_url": workspace.response_urls.issue(
            "app-actions", user_id, message.channel, thread_ts=message.thread_ts
        ),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": shapes.message(message, workspace, with_metadata=True),
    }


def _about(workspace: Workspace, kind: str, user_id: str) -> Json:
    """Return the fields that every interaction has: who, where, which app."""
    user = workspace.users[user_id]
    return {
        "type": kind,
        "user": {
            "id": user.id,
            "username": user.name,
            "name": user.name,
            "team_id": user.team_id,
        },
        "api_app_id": workspace.app.id,
        "token": workspace.app.verification_token,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
    }


def _message_container(message: Message, block_id: str) -> Json:
    """Return where in a message the gesture was made: in its blocks, or in an attachment's."""
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": message.channel,
        "is_ephemeral": message.ephemeral_to is not None,
    }
    if message.thread_ts:
        container["thread_ts"] = message.thread_ts
    for attachment in message.attachments:
        if any(block["block_id"] == block_id for block in attachment.get("blocks") or ()):
            attached = {"attachment_id": attachment["id"], "is_app_unfurl": False}
            return container | {"type": "message_attachment"} | attached
    return container


def _response_urls(workspace: Workspace, opened: OpenView) -> list[Json]:
    """Return a response URL for each conversation chosen with `response_url_enabled`."""
    return [
        {
            "block_id": block["block_id"],
            "action_id": block["element"]["action_id"],
            "channel_id": chosen,
            "response_url": workspace.response_urls.issue("app-actions", opened.user, chosen),
        }
        for block in opened.view["blocks"]
        if block["type"] == "input" and block["element"].get("response_url_enabled")
        for chosen in [_chosen(opened, block)]
        if chosen
    ]


def _chosen(opened: OpenView, block: Json) -> str | None:
    element = block["element"]
    state = opened.view["state"]["values"][block["block_id"]][element["action_id"]]
    value: str | None = view_state.value_of(element, state)
    return value
