"""Whose token this is, how an app comes by one, and how it gives it back."""

from sandbox.model import Json
from sandbox.oauth import Grant
from sandbox.rate import HUNDREDS, TIER_1, TIER_3, TIER_4
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method


def api_test(call: Call) -> Json:
    """Raises Refused with the code that it is told to."""
    error = call.text("error")
    if error:
        raise Refused(error)
    return {"args": call.arguments}


def auth_test(call: Call) -> Json:
    workspace = call.workspace
    return {
        "url": workspace.url + "/",
        "team": workspace.name,
        "user": workspace.app.handle,
        "team_id": workspace.team_id,
        "user_id": workspace.app.bot_user_id,
        "bot_id": workspace.app.bot_id,
        "is_enterprise_install": False,
    }


def auth_revoke(call: Call) -> Json:
    """Give the token back. The bot's is the app's only one, so that uninstalls the app, too.

    Slack: /reference/methods/auth.revoke.
    """
    if call.flag("test"):
        return {"revoked": False}
    call.company.uninstall(later=True)
    return {"revoked": True}


def uninstall(call: Call) -> Json:
    """Take the app out of the workspace. Raises Refused: invalid_client_id, bad_client_secret."""
    _check_client(call)
    call.company.uninstall(later=True)
    return {}


def connections_open(call: Call) -> Json:
    return {"url": call.sockets.new_link()}


def oauth_access(call: Call) -> Json:
    """Take a code, once, and give the workspace's token for it.

    Raises Refused: invalid_client_id, bad_client_secret, invalid_grant_type, invalid_code,
    bad_redirect_uri.
    """
    _check_client(call)
    if (call.text("grant_type") or "authorization_code") != "authorization_code":
        raise Refused("invalid_grant_type")
    now = call.workspace.clock()
    grant = call.companies.grants.exchange(call.text("code"), call.text("redirect_uri"), now)
    return _installation(call, grant)


def _check_client(call: Call) -> None:
    """Raises Refused: invalid_client_id, bad_client_secret."""
    app = call.companies.app
    if call.text("client_id") != app.client_id:
        raise Refused("invalid_client_id")
    if call.text("client_secret") != app.client_secret:
        raise Refused("bad_client_secret")


def _installation(call: Call, grant: Grant) -> Json:
    """Install the app as somebody allowed, and return what it needs to work there.

    Slack: /reference/methods/oauth.v2.access. User tokens are not given out here.
    """
    company = call.companies.named(grant.team_id)
    app = call.companies.install(company, grant.scopes)
    return {
        "access_token": app.bot_token,
        "token_type": "bot",
        "scope": ",".join(app.scopes),
        "bot_user_id": app.bot_user_id,
        "app_id": app.id,
        "team": {"name": company.workspace.name, "id": company.team_id},
        "enterprise": None,
        "authed_user": {"id": grant.user_id},
        "is_enterprise_install": False,
    }


METHODS = {
    "api.test": Method(api_test, per_minute=TIER_4, takes="nothing", changes=False),
    "apps.connections.open": Method(
        connections_open, per_minute=TIER_3, takes="app", changes=False
    ),
    "apps.uninstall": Method(uninstall, per_minute=TIER_1),
    "auth.revoke": Method(auth_revoke, per_minute=TIER_3),
    "auth.test": Method(auth_test, per_minute=HUNDREDS, changes=False),
    "oauth.v2.access": Method(oauth_access, takes="nothing"),
}
