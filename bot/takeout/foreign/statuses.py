"""What the words of a status mean, and which other records they name."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bot.decisions.rules.moves import State, Succession

_MARKS = re.compile(r"~~.*?~~|!\[[^\]]*\]\([^)]*\)|\*\*")
"""What is struck out, pictures, and what makes words bold."""

_FIRST = re.compile(r"[^\W\d_]+(?:[ -](?=[^\W\d_]))?[^\W\d_]*")

_STATES = {
    **dict.fromkeys(
        ("accepted", "approved", "adopted", "agreed", "decided", "ratified", "final", "done"),
        State.ACCEPTED,
    ),
    **dict.fromkeys(("implemented", "active", "current", "in force", "in effect"), State.ACCEPTED),
    **dict.fromkeys(("rejected", "declined", "refused", "denied"), State.REJECTED),
    **dict.fromkeys(("not accepted", "not approved"), State.REJECTED),
}
_ENDED = ("supersed", "superced", "replaced", "obsolete", "deprecated", "reversed", "reverted")

_VERBS = {
    "supersed": Succession.SUPERSEDE,
    "superced": Succession.SUPERSEDE,
    "replac": Succession.SUPERSEDE,
    "obsolet": Succession.SUPERSEDE,
    "deprecat": Succession.SUPERSEDE,
    "amend": Succession.AMEND,
    "revers": Succession.REVERSE,
    "revert": Succession.REVERSE,
}
_MENTION = re.compile(
    rf"(?<![\w-])(?P<partly>(?:partly|partially|narrowly|in part)\s+)?(?P<verb>{'|'.join(_VERBS)})"
    r"(?:(?P<by>ed[\s_-]+by)|e?s)(?![\w-])[\s:*_]*",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Mention:
    """That a record follows others, or is followed (`by` them), named in words; or `partly`."""

    how: Succession
    by: bool
    partly: bool
    named: str


def state_of(status: str) -> State | None:
    """Return the state that a status means; None if it cannot be told, or is none of ours."""
    said = _begins(status)
    return _STATES.get(said) or _STATES.get(said.split(" ")[0])


def has_held(status: str) -> bool:
    """Return whether it was accepted once, as far as its status says."""
    said = _begins(status)
    return state_of(status) is State.ACCEPTED or said.startswith(_ENDED)


def is_plain(status: str) -> bool:
    """Return whether a status says nothing more than a state that we have."""
    return status.strip(" .*_\"'").lower() in _STATES


def mentions(words: str) -> Iterator[Mention]:
    """Yield what is said of others, line by line."""
    for line in words.splitlines():
        found = list(_MENTION.finditer(_MARKS.sub("", line)))
        ends = [each.start() for each in found[1:]] + [None]
        for each, end in zip(found, ends, strict=False):
            named = each.string[each.end() : end].strip(" \t,;|")
            if named:
                how = _VERBS[each["verb"].lower()]
                yield Mention(how, bool(each["by"]), bool(each["partly"]), named)


def _begins(status: str) -> str:
    """Return the first two words, in small letters, without marks and what is struck out."""
    found = _FIRST.search(_MARKS.sub("", status))
    return found[0].lower().replace("-", " ") if found else ""
