"""Reading pieces, each from where it stands, with a sentence for each that cannot be read."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from bot.decisions.rules.records import Unreadable

Piece = TypeVar("Piece")
Found = TypeVar("Found")


def read_each(
    pieces: Iterable[tuple[str, Piece]], read: Callable[[Piece], Found]
) -> dict[str, Found]:
    """Return what is read from pieces, by where they stand. Raises Unreadable, for all at once."""
    found: dict[str, Found] = {}
    faults: list[str] = []
    for where, piece in pieces:
        try:
            found[where] = read(piece)
        except Unreadable as error:
            faults += [f"{where}: {fault}." for fault in error.faults]
    if faults:
        raise Unreadable(*faults)
    return found


def text_of(path: Path) -> str:
    """Return what stands in a file, without the mark that some programs begin one with.

    Raises Unreadable, which does not name the file.
    """
    try:
        return path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise Unreadable(f"I cannot read it ({error.strerror}). See who may") from error
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Unreadable(f"line {line} is no text in UTF-8. Save the file as UTF-8") from error
