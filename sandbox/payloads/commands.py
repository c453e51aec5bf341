"""Slash commands: the form that Slack posts."""

from sandbox.model import Channel
from sandbox.workspace import Workspace


def command(
    workspace: Workspace, user_id: str, channel: Channel, name: str, text: str
) -> dict[str, str]:
    """Return the fields of a slash command, with a new trigger and response URL."""
    return {
        "token": workspace.app.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": user_id,
        "user_name": workspace.users[user_id].name,
        "command": name,
        "text": text,
        "api_app_id": workspace.app.id,
        "is_enterprise_install": "false",
        "response_url": workspace.response_urls.issue("commands", user_id, channel.id),
        "trigger_id": workspace.triggers.issue(user_id, channel.id),
    }


def channel_name(channel: Channel) -> str:
    """Return the name payloads give: Slack does not tell those of private conversations."""
    if channel.is_im:
        return "directmessage"
    return "privategroup" if channel.is_private else channel.name
