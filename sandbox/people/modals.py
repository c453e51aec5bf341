"""Filling, submitting and closing modals."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from sandbox import elements, standing, validation
from sandbox.elements import Placed
from sandbox.model import Json, Reply
from sandbox.payloads import interactions
from sandbox.people import forms, suggesting
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo, FormError
from sandbox.people.forms import Value
from sandbox.people.spots import Spot
from sandbox.refused import Refused
from sandbox.shown import OpenView

NO_CONNECTION = "We had some trouble connecting. Try again?"
"""What Slack shows in a modal whose app did not answer, or answered with nonsense."""


def submit(actor: Actor, values: Mapping[str, Value]) -> Reply:
    opened = required(actor)
    if not opened.view["submit"] and not _inputs(opened):
        raise CannotDo("this modal has no submit button")
    _learn(actor, opened, values)
    with actor.workspace.lock:
        _fill(actor, opened, values)
        opened.errors, opened.notice = {}, None
        payload = interactions.view_submission(actor.workspace, opened)
    reply = actor.courier.ask("interactive", payload)
    with actor.workspace.lock:
        reply = _obey(actor, opened, reply)
    actor.workspace.changed()
    return reply


def close(actor: Actor) -> Reply | None:
    opened = required(actor)
    with actor.workspace.lock:
        if opened.view["clear_on_close"]:
            closed = actor.workspace.views.stack(actor.id)[::-1]
            actor.workspace.views.clear(actor.id)
        else:
            closed = [opened]
            actor.workspace.views.pop(actor.id)
    actor.workspace.changed()
    reply = None
    for view in closed:
        if view.view["notify_on_close"]:
            cleared = bool(opened.view["clear_on_close"])
            payload = interactions.view_closed(actor.workspace, view, is_cleared=cleared)
            reply = actor.courier.ask("interactive", payload)
    return reply


def required(actor: Actor) -> OpenView:
    """Return her modal. Raises CannotDo when none is open."""
    opened = actor.workspace.views.top(actor.id)
    if opened is None:
        raise CannotDo(f"{actor.name} has no modal open")
    return opened


def _inputs(opened: OpenView) -> list[Placed]:
    blocks = elements.placed(opened.view["blocks"])
    return [place for place in blocks if place.block["type"] == "input"]


def _learn(actor: Actor, opened: OpenView, values: Mapping[str, Value]) -> None:
    """Ask the app for what its own menus offer, while nothing is locked: it may call us."""
    for place in _inputs(opened):
        for name, value in values.items():
            if place.called(name):
                suggesting.learn(actor, Spot(place, opened), value)


def _fill(actor: Actor, opened: OpenView, values: Mapping[str, Value]) -> None:
    """Enter the values; all of them, or none if Slack's client refuses one."""
    inputs = _inputs(opened)
    unknown = [name for name in values if not any(place.called(name) for place in inputs)]
    if unknown:
        labels = ", ".join(place.label for place in inputs)
        raise FormError(f"there is no input {unknown[0]!r}, only {labels}")
    before = opened.view
    try:
        for place in inputs:
            _enter(actor, opened, place, values)
    except FormError:
        opened.view = before
        raise


def _enter(actor: Actor, opened: OpenView, place: Placed, values: Mapping[str, Value]) -> None:
    for name, value in values.items():
        if place.called(name):
            element = suggesting.with_options(actor, Spot(place, opened))
            entered = forms.coerced(actor.workspace, actor.id, element, value, place.label)
            standing.put(actor.workspace, actor.id, place, opened, entered)
    forms.checked(place, standing.value(actor.workspace, actor.id, place, opened))


def _obey(actor: Actor, opened: OpenView, reply: Reply) -> Reply:
    """Change the person's screen as the answer says."""
    if reply.error:
        return _trouble(opened, reply, reply.error)
    if not reply.body:
        _close_one(actor, opened)
        return reply
    try:
        _act(actor, opened, reply.body)
    except Refused as refused:
        return _trouble(opened, reply, refused.error)
    return reply


def _act(actor: Actor, opened: OpenView, body: Json | str) -> None:
    """Raises Refused: invalid_response_action, invalid_view, push_limit_reached…"""
    action = _ACTIONS.get(str(body.get("response_action"))) if isinstance(body, dict) else None
    if action is None or isinstance(body, str):
        raise Refused("invalid_response_action")
    action(actor, opened, body)


def _show_errors(actor: Actor, opened: OpenView, body: Json) -> None:
    errors = body.get("errors")
    blocks = {place.block["block_id"] for place in _inputs(opened)}
    if not isinstance(errors, dict) or not errors or not set(errors) <= blocks:
        raise Refused("invalid_response_action")
    opened.errors = {block: str(words) for block, words in errors.items()}


def _update(actor: Actor, opened: OpenView, body: Json) -> None:
    actor.workspace.views.replace(opened, _checked_view(body), actor.workspace.clock())


def _push(actor: Actor, opened: OpenView, body: Json) -> None:
    view = _checked_view(body)
    actor.workspace.views.push(opened.user, view, actor.workspace.clock(), opened.channel)


def _clear(actor: Actor, opened: OpenView, body: Json) -> None:
    actor.workspace.views.clear(opened.user)


def _checked_view(body: Json) -> Json:
    view = body.get("view")
    problems = validation.view(view, "modal")
    if problems or not isinstance(view, dict):
        raise Refused("invalid_view", [str(problem) for problem in problems])
    return view


def _close_one(actor: Actor, opened: OpenView) -> None:
    if actor.workspace.views.top(opened.user) is opened:
        actor.workspace.views.pop(opened.user)


def _trouble(opened: OpenView, reply: Reply, error: str) -> Reply:
    opened.notice = NO_CONNECTION
    return replace(reply, error=error, told=NO_CONNECTION)


_ACTIONS: dict[str, Callable[[Actor, OpenView, Json], None]] = {
    "clear": _clear,
    "errors": _show_errors,
    "push": _push,
    "update": _update,
}
