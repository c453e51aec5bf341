"""The people and the workspace: who is who, and whose token this is."""

from sandbox import shapes
from sandbox.model import Json
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method


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


def api_test(call: Call) -> Json:
    error = call.text("error")
    if error:
        raise Refused(error)
    return {"args": call.arguments}


def connections_open(call: Call) -> Json:
    return {"url": call.sockets.new_link()}


def team_info(call: Call) -> Json:
    workspace = call.workspace
    return {
        "team": {
            "id": workspace.team_id,
            "name": workspace.name,
            "domain": workspace.domain,
            "url": workspace.url + "/",
            "email_domain": "",
            "icon": {"image_default": True},
            "avatar_base_url": workspace.url + "/",
            "is_verified": False,
        }
    }


def users_info(call: Call) -> Json:
    shape = shapes.user(call.user(), call.workspace.clock())
    if call.flag("include_locale"):
        shape["locale"] = "en-US"
    return {"user": shape}


def users_list(call: Call) -> Json:
    now = call.workspace.clock()
    own = [user for user in call.workspace.users.values() if not user.is_stranger]
    page, cursor = call.page(own)
    return {
        "members": [shapes.user(user, now) for user in page],
        "cache_ts": int(now.timestamp()),
        "response_metadata": {"next_cursor": cursor},
    }


METHODS = {
    "api.test": Method(api_test, takes="nothing", changes=False),
    "apps.connections.open": Method(connections_open, takes="app", changes=False),
    "auth.test": Method(auth_test, changes=False),
    "team.info": Method(team_info, changes=False),
    "users.info": Method(users_info, changes=False),
    "users.list": Method(users_list, changes=False),
}
