"""Text objects, options and confirmation dialogs: the pieces that blocks are made of."""

from collections.abc import Iterator
from typing import Any

from sandbox.validation.schema import (
    Check,
    Problem,
    array,
    boolean,
    by_type,
    choice,
    record,
    string,
)

OPTION_TEXT, OPTION_VALUE, OPTION_DESCRIPTION = 75, 150, 75
OPTIONS, GROUPS = 100, 100
"""Slack: /reference/block-kit/composition-objects/option-object and …/option-group-object."""


def plain(most: int) -> Check:
    """A plain_text object."""
    return by_type(lambda: {"plain_text": record({"text": string(most)}, {"emoji": boolean})})


def text(most: int) -> Check:
    """A plain_text or mrkdwn object."""
    either = {
        "plain_text": record({"text": string(most)}, {"emoji": boolean}),
        "mrkdwn": record({"text": string(most)}, {"verbatim": boolean}),
    }
    return by_type(lambda: either)


def option(words: Check) -> Check:
    """An option whose text and description are `words`."""
    return record(
        {"text": words, "value": string(OPTION_VALUE)},
        {"description": words, "url": string(3000)},
    )


def options(most: int, least: int = 1) -> Check:
    """Options of a menu: plain text."""
    return array(option(plain(OPTION_TEXT)), most, least)


GROUP = record({"label": plain(75), "options": options(OPTIONS)})
GROUP_LIST = array(GROUP, GROUPS)

CONFIRM = record(
    {"title": plain(100), "text": text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": choice("primary", "danger")},
)

FILTER = record(
    {},
    {
        "include": array(choice("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": boolean,
        "exclude_bot_users": boolean,
    },
)


def initial_is_offered(value: Any, at: str) -> Iterator[Problem]:
    """A rule: what is chosen at first is one of the options."""
    for name in ("initial_option", "initial_options"):
        chosen = value.get(name)
        several = chosen if isinstance(chosen, list) else [chosen] if chosen else []
        if any(each not in _offered(value) for each in several):
            yield Problem(f"{at}/{name}", "must match one of the provided options")


def few_enough(value: Any, at: str) -> Iterator[Problem]:
    """A rule: no more is chosen at first than may be chosen."""
    most = value.get("max_selected_items")
    if most and len(value.get("initial_options", ())) > most:
        yield Problem(f"{at}/initial_options", f"no more than {most} items allowed")


def _offered(element: Any) -> list[Any]:
    groups = element.get("option_groups")
    offered = list(element.get("options") or ())
    for group in groups if isinstance(groups, list) else ():
        offered += group.get("options", ()) if isinstance(group, dict) else ()
    return offered
