"""What is typed and chosen on a view or a message: Slack's `state.values`."""

from collections.abc import Sequence
from typing import Any

from sandbox.elements import KEEPS, STATELESS, Json, placed


def initial(blocks: Sequence[Json]) -> Json:
    """Return the state of blocks that nobody has touched yet."""
    values: Json = {}
    for place in placed(blocks):
        if place.element["type"] in STATELESS or place.element["type"] not in KEEPS:
            continue
        keeps = KEEPS[place.element["type"]]
        empty: Any = [] if keeps.many else None
        start = place.element.get(keeps.initial, empty)
        block = values.setdefault(place.block["block_id"], {})
        block[place.element["action_id"]] = entry(place.element, start)
    return values


def entry(element: Json, value: Any) -> Json:
    """Return one element's part of the state."""
    return {"type": element["type"], KEEPS[element["type"]].field: value}


def value_of(element: Json, state: Json) -> Any:
    """Return the value in an element's part of the state."""
    return state[KEEPS[element["type"]].field]


def carried(blocks: Sequence[Json], old: Json) -> Json:
    """Return the state after a view changed: what was typed stays where the same input (block_id,
    action_id and type) is still there.
    """
    fresh = initial(blocks)
    for block_id, elements in fresh.items():
        for action_id, start in elements.items():
            before = old["values"].get(block_id, {}).get(action_id)
            if before and before["type"] == start["type"]:
                elements[action_id] = before
    return fresh
