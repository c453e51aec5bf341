"""Modals and the Home tab."""

import json

from sandbox import validation
from sandbox.model import Json
from sandbox.rate import TIER_4
from sandbox.refused import Refused
from sandbox.shown import OpenView
from sandbox.web_api.call import Call, Method, invalid

VIEW_MAX = 250_000
"""Bytes of a view as JSON (Slack: views.open, `view_too_large`)."""


def open_(call: Call) -> Json:
    view = _view(call, "modal")
    workspace = call.workspace
    trigger = workspace.triggers.exchange(call.required("trigger_id"))
    opened = workspace.views.open(trigger.user, view, workspace.clock(), trigger.channel)
    return {"view": opened.view}


def push(call: Call) -> Json:
    view = _view(call, "modal")
    workspace = call.workspace
    trigger = workspace.triggers.exchange(call.required("trigger_id"))
    opened = workspace.views.push(trigger.user, view, workspace.clock(), trigger.channel)
    return {"view": opened.view}


def update(call: Call) -> Json:
    view = _view(call, "modal")
    opened = _opened(call)
    hash_ = call.text("hash") or None
    call.workspace.views.replace(opened, view, call.workspace.clock(), hash_)
    return {"view": opened.view}


def publish(call: Call) -> Json:
    """Raises Refused: not_enabled when the manifest has no Home tab, hash_conflict,
    duplicate_external_id, user_not_found (here also for who has left; Slack names no code for it).
    """
    view = _view(call, "home")
    user = call.user("user_id")
    if not call.workspace.app.has_home:
        raise Refused("not_enabled")
    if user.deleted:
        raise Refused("user_not_found")
    now, hash_ = call.workspace.clock(), call.text("hash") or None
    return {"view": call.workspace.homes.publish(user.id, view, now, hash_).view}


def _view(call: Call, kind: str) -> Json:
    """Return the view to show. Raises Refused: invalid_arguments, view_too_large."""
    view = call.arguments.get("view")
    if view is None:
        raise invalid("missing required field: view")
    if not isinstance(view, dict):
        raise invalid("must provide an object [json-pointer:/view]")
    if len(json.dumps(view)) > VIEW_MAX:
        raise Refused("view_too_large")
    problems = validation.view(view, kind)
    if problems:
        raise Refused("invalid_arguments", [str(problem) for problem in problems])
    return view


def _opened(call: Call) -> OpenView:
    if not call.text("view_id") and not call.text("external_id"):
        raise invalid("missing required field: view_id")
    return call.workspace.views.find(call.text("view_id"), call.text("external_id"))


METHODS = {
    "views.open": Method(open_, per_minute=TIER_4),
    "views.push": Method(push, per_minute=TIER_4),
    "views.update": Method(update, per_minute=TIER_4),
    "views.publish": Method(publish, per_minute=TIER_4),
}
