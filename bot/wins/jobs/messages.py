"""A message of Slack's in the words of a win: with the names of those whom it mentions."""

import re
from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from bot.people import queries as people
from bot.slack import quoting
from bot.slack.values import Json
from bot.wins.blocks.fields import WHAT_MAX
from bot.wins.operations.reading import Said
from bot.wins.rules.reactions import groups_in, people_in

_NAMELESS = re.compile(r"<(?P<target>[@#][A-Z0-9]+)\|?>")
"""A mention as Slack's histories have it: without the name."""

_MARKS = re.compile(r"[<>|]")

_MENTION = re.compile(r"<[@!][^<>]*>")


def said(session: Session, workspace_id: int, message: Json, permalink: str | None) -> Said:
    """Return what a message says, and whom it names."""
    text = str(message.get("text") or "")
    author, mentioned = message.get("user"), people_in(text)
    named = _NAMELESS.sub(_with(_names(session, workspace_id, text)), text)
    return Said(
        words=quoting.words(message | {"text": named}, WHAT_MAX),
        bare=quoting.words(message | {"text": _MENTION.sub(" ", text)}),
        people=tuple(dict.fromkeys([*([author] if author else []), *mentioned])),
        groups=tuple(groups_in(text)),
        permalink=permalink,
    )


def _names(session: Session, workspace_id: int, text: str) -> dict[str, str]:
    """Return the names of those people and channels in a text of whom Slack has told us."""
    targets = {found["target"] for found in _NAMELESS.finditer(text)}
    ids = [each[1:] for each in targets]
    known = people.find_people(session, workspace_id, ids)
    channels = people.find_channels(session, workspace_id, ids)
    names = {f"@{each}": person.name for each, person in known.items()}
    return names | {f"#{each}": c.name for each, c in channels.items() if not c.is_private}


def _with(names: Mapping[str, str]) -> Any:
    def label(found: re.Match[str]) -> str:
        name = _MARKS.sub("", names.get(found["target"], ""))
        return f"<{found['target']}|{name}>" if name else found[0]

    return label
