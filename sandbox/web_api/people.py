"""The people and the workspace: who is who."""

from sandbox import shapes
from sandbox.model import Json
from sandbox.rate import TIER_2, TIER_3, TIER_4
from sandbox.web_api.call import Call, Method

READ = ("users:read",)


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
    "team.info": Method(team_info, ("team:read",), TIER_3, changes=False),
    "users.info": Method(users_info, READ, TIER_4, changes=False),
    "users.list": Method(users_list, READ, TIER_2, changes=False),
}
