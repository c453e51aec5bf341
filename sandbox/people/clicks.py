"""Pressing buttons and choosing, in messages, modals and on the Home tab."""

from dataclasses import replace

from sandbox import elements
from sandbox.elements import Json, Placed
from sandbox.model import Home, OpenView, Reply
from sandbox.payloads import interactions
from sandbox.people import forms, modals, speech, spots
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.people.forms import Value
from sandbox.people.spots import Spot, Target, Where

CLICK_FAILED = "This app responded with Status Code 500. Try again?"
"""The hover text of the warning mark beside a message, or a Home tab, whose app did not answer."""


def click(actor: Actor, target: Target, where: Where) -> Reply:
    spot = spots.to_press(actor, target, where)
    if spot is None:
        raise CannotDo(f"{actor.name} sees no button {spots.name(target)!r}")
    element = spot.place.element
    if element["type"] == "overflow":
        words = spots.name(target)
        option = forms.coerced(actor.workspace, actor.id, element, words, words)
        return _send(actor, spot, _choice(spot.place, option, actor.workspace.ts()))
    action = _action(spot.place, {"text": element["text"]}, actor.workspace.ts())
    for key in ("value", "style", "url"):
        if key in element:
            action[key] = element[key]
    return _send(actor, spot, action)


def choose(actor: Actor, target: Target, value: Value, where: Where) -> Reply | None:
    spot = spots.to_choose(actor, target, where)
    if spot is None:
        raise CannotDo(f"{actor.name} sees nothing to choose called {spots.name(target)!r}")
    place = spot.place
    name = place.label or spots.name(target)
    chosen = forms.coerced(actor.workspace, actor.id, place.element, value, name)
    if spot.shown and place.element["type"] not in elements.STATELESS:
        modals.set_value(spot.shown, place, chosen)
        actor.workspace.changed()
    if not place.tells:
        return None
    return _send(actor, spot, _choice(place, chosen, actor.workspace.ts()))


def _action(place: Placed, chosen: Json, ts: str) -> Json:
    """Return one row of a payload's `actions`."""
    action: Json = {
        "action_id": place.element["action_id"],
        "block_id": place.block["block_id"],
        **chosen,
        "type": place.element["type"],
        "action_ts": ts,
    }
    if "placeholder" in place.element:
        action["placeholder"] = place.element["placeholder"]
    return action


def _choice(place: Placed, chosen: object, ts: str) -> Json:
    field = elements.KEEPS[place.element["type"]].field
    return _action(place, {field: chosen}, ts)


def _send(actor: Actor, spot: Spot, action: Json) -> Reply:
    with actor.workspace.lock:
        payload = _payload(actor, spot, action)
    reply = actor.courier.ask("interactive", payload)
    with actor.workspace.lock:
        _mark(actor, spot, failed=reply.error is not None)
    actor.workspace.changed()
    return replace(reply, told=CLICK_FAILED) if reply.error else reply


def _payload(actor: Actor, spot: Spot, action: Json) -> Json:
    if spot.message:
        return interactions.message_action(actor.workspace, actor.id, spot.message, action)
    view = spot.shown.view if spot.shown else {}
    return interactions.view_action(actor.workspace, actor.id, view, action)


def _mark(actor: Actor, spot: Spot, *, failed: bool) -> None:
    """Put Slack's warning where the gesture was made, or take the last one away."""
    if isinstance(spot.shown, OpenView):
        spot.shown.notice = modals.NO_CONNECTION if failed else None
    home = actor.workspace.homes.get(actor.id)
    if isinstance(spot.shown, Home) and home:
        home.notice = CLICK_FAILED if failed else None
    if spot.message and spot.message.ts in actor.workspace.channels[spot.message.channel].log:
        now = speech.current(actor, spot.message)
        warned = now.warned | {actor.id} if failed else now.warned - {actor.id}
        actor.workspace.change(replace(now, warned=warned))
