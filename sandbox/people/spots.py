"""What a person can press and choose on her screen, and where she looks first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from sandbox import elements
from sandbox.elements import Placed
from sandbox.model import Message
from sandbox.people import speech
from sandbox.people.actor import Actor
from sandbox.people.errors import CannotDo
from sandbox.shown import Home, OpenView, Shown

Target = str | Placed
"""A button or menu by what it is called, or the very one that is pointed at."""

Where = Message | Shown | None
"""The message or the view that is meant; None: where a person would look first."""


@dataclass(frozen=True, slots=True)
class Spot:
    """An element on the person's screen: in a message, or in a view (a modal, the Home tab)."""

    place: Placed
    where: Message | Shown


def to_press(actor: Actor, target: Target, where: Where) -> Spot | None:
    """Return the button that is meant, or the "…" menu that offers it."""
    return _find(actor, target, where, _is_button, _offers)


def to_choose(actor: Actor, target: Target, where: Where) -> Spot | None:
    """Return what is meant of all in which one chooses."""
    return _find(actor, target, where, _is_choice, _is_choice_called)


def name(target: Target) -> str:
    return target if isinstance(target, str) else target.label


def _find(
    actor: Actor,
    target: Target,
    where: Where,
    is_wanted: Callable[[Placed], bool],
    is_meant: Callable[[Placed, str], bool],
) -> Spot | None:
    """Return the first element that is meant.

    One that is pointed at may have moved: an app draws its messages and views anew at any time.
    """
    seen = list(_seen(actor, where))
    if isinstance(target, str):
        return next((spot for spot in seen if is_meant(spot.place, target)), None)
    spots = [spot for spot in seen if is_wanted(spot.place)]
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
        if message.every_block and speech.is_shown(actor, message)
    ]
    return sorted(seen, key=lambda message: message.ts, reverse=True)


def _in_message(message: Message) -> Iterator[Spot]:
    for place in elements.placed(message.every_block):
        yield Spot(place, message)


def _in_view(shown: Shown) -> Iterator[Spot]:
    for place in elements.placed(shown.blocks):
        yield Spot(place, shown)


def _is_button(place: Placed) -> bool:
    return bool(place.element["type"] == "button")


def _is_choice(place: Placed) -> bool:
    return place.element["type"] in elements.KEEPS


def _offers(place: Placed, name: str) -> bool:
    """Whether it is pressed by that name: a button, or one of the words in a "…" menu."""
    if place.element["type"] != "overflow":
        return _is_button(place) and place.called(name)
    return name in [str(option["text"]["text"]) for option in elements.options(place.element)]


def _is_choice_called(place: Placed, name: str) -> bool:
    return _is_choice(place) and place.called(name)
