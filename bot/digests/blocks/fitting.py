"""As much as one message takes; the rest is in its thread, and counted."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from bot.digests.blocks.lines import Part
from bot.slack import block_kit
from bot.slack.values import Json

MESSAGE_MAX = 10_000
"""Characters of text in the blocks of one message. Slack refuses more than some 11,000 to 13,000
(`msg_blocks_too_long`; bolt-js issues 2509 and 2867), and does not say how many exactly."""

LINES_MAX = 10
"""Lines under one heading in the message: more of them nobody reads there."""

TEXT_MAX = 3_000
"""Characters of a message's text, which screen readers and notifications say."""

_ROOM = block_kit.SECTION_MAX - 150
"""Characters of the lines in a section, beside its heading, and how many more there are."""

_SECTIONS = 3
"""Sections of a message in the thread: as many as have room in it."""


@dataclass(frozen=True)
class Fitted:
    """Sections of the message, and the lines that are left for its thread, under their headings."""

    shown: list[Json]
    rest: list[Part]


def fit(parts: Sequence[Part], *, room: int, has_thread: bool) -> Fitted:
    """Return the parts in sections of at most `room` characters together; each has its heading.

    Where nobody opens a thread, the rest is counted only.
    """
    shown, rest = [], []
    for place, part in enumerate(parts):
        share = min(_ROOM, room // (len(parts) - place) - len(part.heading) - _AROUND)
        taken = _taken(part.lines[:LINES_MAX], share)
        left = part.lines[taken:]
        lines = [f"• {line}" for line in part.lines[:taken]]
        lines += [f"…and {each}." for each in [_more(len(left) + part.more, has_thread)] if each]
        if part.hidden:
            lines.append(f"…and {part.hidden}." if lines else f"{part.hidden}.")
        said = "\n".join([f"*{part.heading}*", *lines])
        shown.append(block_kit.section(said))
        room -= len(said)
        if left or part.more:
            rest.append(Part(part.heading, left, part.more))
    return Fitted(shown, rest)


_AROUND = 120
"""Characters of the sentences below the lines of a part, at most."""


def _taken(lines: Sequence[str], room: int) -> int:
    """Return how many of the lines, with their bullets, have room."""
    for number, line in enumerate(lines):
        room -= len(line) + 3
        if room < 0:
            return number
    return len(lines)


def _more(number: int, has_thread: bool) -> str:
    if not number:
        return ""
    return f"{number:,} more in the thread" if has_thread else f"{number:,} more"


def thread(rest: Iterable[Part]) -> list[list[Json]]:
    """Return the messages of the thread: all lines that had no room, in the same order."""
    sections = [section for part in rest for section in _sections(part)]
    return [sections[at : at + _SECTIONS] for at in range(0, len(sections), _SECTIONS)]


def _sections(part: Part) -> Iterator[Json]:
    lines: list[str] = []
    for line in [*part.lines, *([f"…and {part.more:,} more."] if part.more else [])]:
        if lines and sum(map(len, lines)) + 3 * len(lines) + len(line) > _ROOM:
            yield _section(part, lines)
            lines = []
        lines.append(line)
    if lines:
        yield _section(part, lines)


def _section(part: Part, lines: Sequence[str]) -> Json:
    said = [line if line.startswith("…") else f"• {line}" for line in lines]
    return block_kit.section("\n".join([f"*{part.heading}*", *said]))


def text(opening: str, sections: Iterable[Json]) -> str:
    """Return the message's text: its opening, and as much of what it says as has room."""
    said = opening
    for section in sections:
        heading, *lines = section["text"]["text"].split("\n")
        words = "; ".join(line.removeprefix("• ") for line in lines)
        if len(said) + len(heading) + len(words) > TEXT_MAX:
            break
        said += f"\n{heading.strip('*')}: {words}"
    return said
