"""Who may call: the token, its scopes, and how often."""

import math
from collections.abc import Sequence

from sandbox.app import App
from sandbox.company import Company
from sandbox.refused import Refused
from sandbox.web_api.call import Method
from sandbox.workspace import Workspace


def check(row: Method, token: str, company: Company | None, app: App) -> None:
    """Let a call through; `company` is the one whose bot has had the token, if any.

    Raises Refused: not_authed, invalid_auth, not_allowed_token_type, account_inactive,
    token_revoked, missing_scope.
    """
    if row.takes == "nothing":
        return
    if not token:
        raise Refused("not_authed")
    if company is None and token != app.app_token:
        raise Refused("invalid_auth")
    if row.takes != ("bot" if company else "app"):
        raise Refused("not_allowed_token_type")
    if company:
        _check_token(token, company.workspace)
        _check_scopes(row.scopes, company.workspace.app.scopes)


def _check_token(token: str, workspace: Workspace) -> None:
    """Raises Refused: token_revoked, or account_inactive, which is Slack's word for the token of
    a bot that is here no more.
    """
    if workspace.revoked:
        raise Refused("token_revoked")
    if token != workspace.app.bot_token or workspace.users[workspace.app.bot_user_id].deleted:
        raise Refused("account_inactive")


def _check_scopes(needed: Sequence[str], granted: Sequence[str]) -> None:
    """Raises Refused: missing_scope, for an app that has none of those that would do."""
    if needed and not set(needed) & set(granted):
        raise Refused("missing_scope", needed=",".join(needed))


def limit_rate(method: str, row: Method, workspace: Workspace) -> None:
    """Raises Refused: ratelimited, for a method that was called too often in the last minute."""
    early = workspace.method_rate.wait(method, row.per_minute, workspace.clock())
    if early > 0:
        raise Refused("ratelimited", status=429, retry_after=math.ceil(early))
