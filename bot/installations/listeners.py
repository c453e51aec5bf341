"""Whose workspace a payload comes from, without asking Slack each time."""

from collections.abc import Callable

from slack_bolt import BoltContext
from slack_bolt.authorization import AuthorizeResult

from bot.db import Transaction
from bot.installations import queries
from bot.installations.models import Workspace

Authorize = Callable[..., AuthorizeResult | None]


def build_authorize(bot_token: str, transaction: Transaction) -> Authorize:
    """Return Bolt's `authorize`: our table, with each workspace looked up once.

    A workspace that is not ours gets None, which Bolt answers with its own sentence.
    """
    known: dict[str, Workspace] = {}

    def authorize(context: BoltContext, team_id: str, user_id: str) -> AuthorizeResult | None:
        workspace = known.get(team_id) or _look_up(team_id)
        if workspace is None:
            return None
        known[team_id] = workspace
        context["workspace_id"] = workspace.id
        return AuthorizeResult(
            enterprise_id=workspace.enterprise_id,
            team_id=workspace.slack_id,
            bot_user_id=workspace.bot_user_id,
            bot_id=workspace.bot_id,
            bot_token=bot_token,
            user_id=user_id,
        )

    def _look_up(team_id: str) -> Workspace | None:
        with transaction() as session:
            return queries.find_workspace(session, team_id)

    return authorize
