"""User groups: which there are, and who is in them."""

from sandbox import shapes
from sandbox.group import Group
from sandbox.model import Json
from sandbox.rate import TIER_2
from sandbox.refused import Refused
from sandbox.web_api.call import Call, Method

READ = ("usergroups:read",)


def list_(call: Call) -> Json:
    return {"usergroups": [_shown(call, group) for group in _groups(call)]}


def users_list(call: Call) -> Json:
    wanted = call.required("usergroup")
    for group in _groups(call):
        if group.id == wanted:
            return {"users": list(group.members)}
    raise Refused("no_such_subteam")


def _groups(call: Call) -> list[Group]:
    disabled_too = call.flag("include_disabled")
    groups = call.workspace.groups.values()
    return [group for group in groups if disabled_too or not group.disabled]


def _shown(call: Call, group: Group) -> Json:
    shape = shapes.group(group, call.workspace)
    if call.flag("include_count"):
        shape["user_count"] = str(len(group.members))
    if call.flag("include_users"):
        shape["users"] = list(group.members)
    return shape


METHODS = {
    "usergroups.list": Method(list_, READ, TIER_2, changes=False),
    "usergroups.users.list": Method(users_list, READ, TIER_2, changes=False),
}
