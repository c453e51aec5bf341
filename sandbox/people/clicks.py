"""Pressing buttons and choosing, in messages, modals and on the Home tab."""

from dataclasses import replace

from sandbox import standing
from sandbox.elements import KEEPS, STATELESS, Json, Placed
from sandbox.model import Message, Reply
from sandbox.payloads import interactions
from sandbox.people import forms, modals, speech, spots, suggesting
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo, FormError
from sandbox.people.forms import Value
from sandbox.people.spots import Spot, Target, Where
from sandbox.shown import Home, OpenView, Shown

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
        return _send(actor, spot, _choice(spot.place, option, actor))
    said = [key for key in ("text", "value", "style", "url") if key in element]
    return _send(actor, spot, _action(spot.place, {key: element[key] for key in said}, actor))


def choose(actor: Actor, target: Target, value: Value, where: Where) -> Reply | None:
    spot = spots.to_choose(actor, target, where)
    if spot is None:
        raise CannotDo(f"{actor.name} sees nothing to choose called {spots.name(target)!r}")
    suggesting.learn(actor, spot, value)
    chosen = _keep(actor, spot, value, spots.name(target))
    if not spot.place.tells:
        return None
    actor.workspace.changed()
    return _send(actor, spot, _choice(spot.place, chosen, actor))


def fill(actor: Actor, place: Placed, value: Value, where: Message | Shown) -> None:
    """Raises CannotDo when it is not there any more, FormError for what it does not take."""
    spot = spots.to_choose(actor, place, where)
    if spot is None:
        raise CannotDo(f"{actor.name} sees nothing to fill in called {place.label!r}")
    _keep(actor, spot, value, place.label)


def refusal(actor: Actor, place: Placed, value: Value, where: Message | Shown) -> str:
    """Return why Slack's client would not send what stands in an input; nothing if it would."""
    element = suggesting.with_options(actor, Spot(place, where))
    try:
        forms.checked(place, forms.coerced(actor.workspace, actor.id, element, value, place.label))
    except FormError as wrong:
        return str(wrong).removeprefix(f"{place.label}: ")
    return ""


def _keep(actor: Actor, spot: Spot, value: Value, name: str) -> object:
    """Put a value where the state of its message or view holds it, and return it."""
    place, workspace = spot.place, actor.workspace
    element = suggesting.with_options(actor, spot)
    chosen = forms.coerced(workspace, actor.id, element, value, place.label or name)
    if place.element["type"] not in STATELESS:
        standing.put(workspace, actor.id, place, spot.where, chosen)
    return chosen


def _choice(place: Placed, chosen: object, actor: Actor) -> Json:
    return _action(place, {KEEPS[place.element["type"]].field: chosen}, actor)


def _action(place: Placed, chosen: Json, actor: Actor) -> Json:
    """Return one row of a payload's `actions`.

    It says again how the app had set the element up (slackapi/java-slack-sdk,
    BlockActionPayload.json).
    """
    element = place.element
    keeps = KEEPS.get(element["type"])
    again = ("placeholder", "confirm", "min_query_length", keeps.initial if keeps else "")
    return {
        "action_id": element["action_id"],
        "block_id": place.block["block_id"],
        **chosen,
        **{key: element[key] for key in again if key in element},
        "type": element["type"],
        "action_ts": actor.workspace.ts(),
    }


def _send(actor: Actor, spot: Spot, action: Json) -> Reply:
    with actor.workspace.lock:
        payload = _payload(actor, spot, action)
    reply = actor.courier.ask("interactive", payload)
    with actor.workspace.lock:
        _mark(actor, spot, failed=reply.error is not None)
    actor.workspace.changed()
    return replace(reply, told=CLICK_FAILED) if reply.error else reply


def _payload(actor: Actor, spot: Spot, action: Json) -> Json:
    if isinstance(spot.where, Message):
        return interactions.message_action(
            actor.workspace, actor.id, speech.current(actor, spot.where), action
        )
    return interactions.view_action(actor.workspace, actor.id, spot.where.view, action)


def _mark(actor: Actor, spot: Spot, *, failed: bool) -> None:
    """Put Slack's warning where the gesture was made, or take the last one away."""
    where = spot.where
    if isinstance(where, OpenView):
        where.notice = modals.NO_CONNECTION if failed else None
    home = actor.workspace.homes.get(actor.id)
    if isinstance(where, Home) and home:
        home.notice = CLICK_FAILED if failed else None
    if isinstance(where, Message) and where.ts in actor.workspace.channels[where.channel].log:
        now = speech.current(actor, where)
        warned = now.warned | {actor.id} if failed else now.warned - {actor.id}
        actor.workspace.change(replace(now, warned=warned))
