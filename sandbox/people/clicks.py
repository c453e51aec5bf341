"""Pressing buttons and choosing, in messages, modals and on the Home tab."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sandbox import elements
from sandbox.elements import Json, Placed
from sandbox.model import Message, OpenView, Reply
from sandbox.payloads import interactions
from sandbox.people import forms, modals, speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.people.forms import Value

CLICK_FAILED = "This app responded with Status Code 500. Try again?"
"""The hover text of the warning mark beside a message whose app did not answer."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An element on the person's screen: in a message, a modal or on the Home tab."""

    place: Placed
    message: Message | None = None
    opened: OpenView | None = None
    home: Json | None = None


def click(actor: Actor, label: str, message: Message | None) -> Reply:
    spot = _find(actor, message, lambda place: _is_button(place, label))
    if spot is None:
        raise CannotDo(f"{actor.name} sees no button {label!r}")
    element = spot.place.element
    action = _action(spot.place, {"text": element["text"]}, actor.workspace.ts())
    for key in ("value", "style", "url"):
        if key in element:
            action[key] = element[key]
    return _send(actor, spot, action)


def choose(
    actor: Actor,
    target: str,
    value: Value,
    message: Message | None,
) -> Reply | None:
    spot = _find(actor, message, lambda place: _is_choice(place, target))
    if spot is None:
        raise CannotDo(f"{actor.name} sees nothing to choose called {target!r}")
    place = spot.place
    chosen = forms.coerced(actor.workspace, place.element, value, place.label or target)
    if spot.opened and place.element["type"] not in elements.STATELESS:
        modals.set_value(spot.opened, place, chosen)
        actor.workspace.changed()
    if not place.tells:
        return None
    field = elements.KEEPS[place.element["type"]].field
    return _send(actor, spot, _action(place, {field: chosen}, actor.workspace.ts()))


def _find(
    actor: Actor,
    message: Message | None,
    wanted: Callable[[Placed], bool],
) -> Spot | None:
    """Return the first wanted element: in the message, or where a person would look first."""
    if message is not None:
        spots = _in_message(speech.current(actor, message))
    else:
        spots = _on_screen(actor)
    return next((spot for spot in spots if wanted(spot.place)), None)


def _on_screen(actor: Actor) -> Iterator[Spot]:
    opened = actor.workspace.views.top(actor.id)
    if opened:
        for place in elements.placed(opened.view["blocks"]):
            yield Spot(place, opened=opened)
    for message in _newest_first(actor):
        yield from _in_message(message)
    home = actor.workspace.homes.get(actor.id)
    if home:
        for place in elements.placed(home["blocks"]):
            yield Spot(place, home=home)


def _newest_first(actor: Actor) -> list[Message]:
    seen = [
        message
        for channel in actor.workspace.visible_to(actor.id)
        for message in list(channel.log.values())
        if message.blocks and message.ephemeral_to in (None, actor.id)
    ]
    return sorted(seen, key=lambda message: message.ts, reverse=True)


def _in_message(message: Message) -> Iterator[Spot]:
    for place in elements.placed(message.blocks):
        yield Spot(place, message=message)


def _is_button(place: Placed, label: str) -> bool:
    return place.element["type"] == "button" and place.called(label)


def _is_choice(place: Placed, target: str) -> bool:
    return place.element["type"] != "button" and place.called(target)


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
    view = spot.opened.view if spot.opened else spot.home or {}
    return interactions.view_action(actor.workspace, actor.id, view, action)


def _mark(actor: Actor, spot: Spot, *, failed: bool) -> None:
    """Put Slack's warning where the gesture was made, or take the last one away."""
    if spot.opened:
        spot.opened.notice = modals.NO_CONNECTION if failed else None
    if spot.message and spot.message.ts in actor.workspace.channels[spot.message.channel].log:
        now = speech.current(actor, spot.message)
        warned = now.warned | {actor.id} if failed else now.warned - {actor.id}
        actor.workspace.change(replace(now, warned=warned))
