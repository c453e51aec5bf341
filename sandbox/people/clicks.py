"""Pressing buttons and choosing, in messages, modals and on the Home tab."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sandbox import elements
from sandbox.elements import Json, Placed
from sandbox.model import Home, Message, OpenView, Reply, Shown
from sandbox.payloads import interactions
from sandbox.people import forms, modals, speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.people.forms import Value

CLICK_FAILED = "This app responded with Status Code 500. Try again?"
"""The hover text of the warning mark beside a message, or a Home tab, whose app did not answer."""

Target = str | Placed
"""A button or menu by what it is called, or the very one that is pointed at."""

Where = Message | Shown | None
"""The message or the view that is meant; None: where a person would look first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An element on the person's screen: in a message, or in a view (a modal, the Home tab)."""

    place: Placed
    message: Message | None = None
    shown: Shown | None = None


def click(actor: Actor, target: Target, where: Where) -> Reply:
    spot = _find(actor, target, where, _is_button)
    if spot is None:
        raise CannotDo(f"{actor.name} sees no button {_name(target)!r}")
    element = spot.place.element
    action = _action(spot.place, {"text": element["text"]}, actor.workspace.ts())
    for key in ("value", "style", "url"):
        if key in element:
            action[key] = element[key]
    return _send(actor, spot, action)


def choose(actor: Actor, target: Target, value: Value, where: Where) -> Reply | None:
    spot = _find(actor, target, where, _is_choice)
    if spot is None:
        raise CannotDo(f"{actor.name} sees nothing to choose called {_name(target)!r}")
    place = spot.place
    name = place.label or _name(target)
    chosen = forms.coerced(actor.workspace, actor.id, place.element, value, name)
    if spot.shown and place.element["type"] not in elements.STATELESS:
        modals.set_value(spot.shown, place, chosen)
        actor.workspace.changed()
    if not place.tells:
        return None
    field = elements.KEEPS[place.element["type"]].field
    return _send(actor, spot, _action(place, {field: chosen}, actor.workspace.ts()))


def _find(
    actor: Actor, target: Target, where: Where, is_wanted: Callable[[Placed], bool]
) -> Spot | None:
    """Return the first element that is meant.

    One that is pointed at may have moved: an app draws its messages and views anew at any time.
    """
    spots = [spot for spot in _seen(actor, where) if is_wanted(spot.place)]
    if isinstance(target, str):
        return next((spot for spot in spots if spot.place.called(target)), None)
    there = (spot for spot in spots if spot.place.stands_where(target))
    alike = (spot for spot in spots if spot.place.does_what(target))
    return next(there, None) or next(alike, None)


def _seen(actor: Actor, where: Where) -> Iterator[Spot]:
    """Yield what is in a message or a view as it is now, or all in the order one would look."""
    if isinstance(where, Message):
        return _in_message(speech.current(actor, where))
    if where:
        return _in_view(_current(actor, where))
    return _on_screen(actor)


def _current(actor: Actor, shown: Shown) -> Shown:
    """Return a view as it stands now. Raises CannotDo when it is not on her screen."""
    workspace = actor.workspace
    now = workspace.homes.get(actor.id) if isinstance(shown, Home) else shown
    if now is None or (isinstance(now, OpenView) and workspace.views.top(actor.id) is not now):
        raise CannotDo(f"{actor.name} does not have that view in front of her")
    return now


def _on_screen(actor: Actor) -> Iterator[Spot]:
    opened = actor.workspace.views.top(actor.id)
    if opened:
        yield from _in_view(opened)
    for message in _newest_first(actor):
        yield from _in_message(message)
    home = actor.workspace.homes.get(actor.id)
    if home:
        yield from _in_view(home)


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


def _in_view(shown: Shown) -> Iterator[Spot]:
    for place in elements.placed(shown.blocks):
        yield Spot(place, shown=shown)


def _is_button(place: Placed) -> bool:
    return bool(place.element["type"] == "button")


def _is_choice(place: Placed) -> bool:
    return not _is_button(place)


def _name(target: Target) -> str:
    return target if isinstance(target, str) else target.label


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
