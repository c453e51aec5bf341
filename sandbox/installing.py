"""Brings the app into a workspace, and takes it out again."""

from dataclasses import replace

from sandbox.app import App, absent
from sandbox.model import User
from sandbox.workspace import Workspace


def install(workspace: Workspace, app: App) -> None:
    """Let the app be here, as it is from now on; it is in the channels that it was in."""
    bot = User(app.bot_user_id, app.handle, app.name, workspace.team_id, is_bot=True)
    with workspace.lock:
        workspace.app = app
        workspace.revoked = False
        workspace.add_user(bot)


def uninstall(workspace: Workspace) -> None:
    """Let the app be here no more: it leaves every channel."""
    with workspace.lock:
        bot = workspace.users[workspace.app.bot_user_id]
        workspace.app = absent(workspace.app)
        workspace.add_user(replace(bot, deleted=True))
        for channel in workspace.channels.values():
            if not channel.is_im:
                channel.members.discard(bot.id)
