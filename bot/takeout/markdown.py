"""Decisions as Markdown records, one file each: MADR 4, with what it has no place for in its front
matter (adr.github.io/madr).
"""

import re
from typing import Any

import yaml

from bot.decisions.rules.moves import Part
from bot.decisions.rules.records import Record, Unreadable, dump, load

OURS = "lockstep"
"""The key of the front matter under which everything else stands."""

_FENCE = "---\n"
_OUTCOME, _OPTIONS = "## Decision Outcome\n\n", "## Considered Options\n\n"
_WORDS = ("title", "what", "rejected")
_STRUCTURE = re.compile(r"^(?=\\*(?:#|---))", re.MULTILINE)
"""Where a line would be read as a heading, or the end of the front matter."""

_ESCAPED = re.compile(r"^\\(?=\\*(?:#|---))", re.MULTILINE)


def write(record: Record) -> str:
    """Return the file."""
    said = dump(record)
    head: dict[str, Any] = {"status": record.state.value, "date": record.state_at.date()}
    makers = [record.driver, *_named(record, Part.APPROVER)]
    head["decision-makers"] = list(dict.fromkeys(makers))
    for key, part in (("consulted", Part.CONTRIBUTOR), ("informed", Part.INFORMED)):
        if names := _named(record, part):
            head[key] = names
    head[OURS] = {name: value for name, value in said.items() if name not in _WORDS}
    front = yaml.dump(head, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_NEVER)
    options = f"\n{_OPTIONS}{_escape(record.rejected)}\n" if record.rejected else ""
    return (
        f"{_FENCE}{front}{_FENCE}\n# {_escape(record.title)}\n\n"
        f"{_OUTCOME}{_escape(record.what)}\n{options}"
    )


def read(text: str) -> Record:
    """Return the decision of a file that `write` made. Raises Unreadable."""
    head, body = front_matter(text)
    said = head.get(OURS)
    if not isinstance(said, dict):
        raise Unreadable(f"its front matter has no {OURS}")
    title, _, rest = body.removeprefix("\n# ").partition(f"\n\n{_OUTCOME}")
    what, _, options = rest.partition(f"\n\n{_OPTIONS}")
    words = {"title": title, "what": what if options else what[:-1], "rejected": options[:-1]}
    return load(said | {name: _unescape(value) for name, value in words.items() if value})


def front_matter(text: str) -> tuple[dict[str, Any], str]:
    """Return what stands in the front matter of a file, and the rest. Raises Unreadable."""
    if not text.startswith(_FENCE):
        return {}, text
    front, found, body = text.removeprefix(_FENCE).partition(f"\n{_FENCE}")
    try:
        head = yaml.safe_load(front)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise Unreadable(f"its front matter is no YAML: {_first_line(error)}") from error
    if not found or not isinstance(head, dict):
        raise Unreadable("its front matter does not end, or is no list of keys")
    return head, body


class _Dumper(yaml.SafeDumper):
    """Writes ends of lines that have no key as escapes: else they are read as a space."""

    def represent_str(self, data: str) -> yaml.ScalarNode:
        """Return the words, in quotes where they need escapes."""
        is_plain = _ENDS.isdisjoint(data)
        return self.represent_scalar("tag:yaml.org,2002:str", data, None if is_plain else '"')


_ENDS = {"\x85", "\u2028", "\u2029"}
_Dumper.add_representer(str, _Dumper.represent_str)


def is_ours(text: str) -> bool:
    """Return whether `write` made a file."""
    return text.startswith(_FENCE) and f"\n{OURS}:\n" in text


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]


_NEVER = 1_000_000
"""Characters after which a line of the front matter is broken."""


def _named(record: Record, part: Part) -> list[str]:
    return [each.user for each in record.people if each.part is part and not each.removed_at]


def _escape(words: str) -> str:
    return _STRUCTURE.sub(r"\\", words)


def _unescape(words: str) -> str:
    return _ESCAPED.sub("", words)
