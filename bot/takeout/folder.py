"""A folder of Markdown records, ours and those of others: a file for each decision."""

from collections.abc import Iterable
from pathlib import Path

from bot.decisions.rules.records import Record, Unreadable
from bot.takeout import foreign, markdown
from bot.takeout.foreign import Defaults, Taken
from bot.takeout.foreign.names import is_no_record, stem_of
from bot.takeout.reading import read_each, text_of

_ENDINGS = {".md", ".markdown"}


def write(folder: Path, records: Iterable[Record]) -> None:
    """Write a file for each decision."""
    folder.mkdir(parents=True, exist_ok=True)
    for record in records:
        (folder / record.file_name).write_bytes(markdown.write(record).encode())


def read(folder: Path, defaults: Defaults | None) -> Taken:
    """Return the decisions of a folder; those of others, if it is said whose they are.

    Raises Unreadable, which names each file with which something is wrong.
    """
    paths = sorted(each for each in folder.iterdir() if each.suffix.lower() in _ENDINGS)
    files = read_each(((each.name, each) for each in paths), _text)
    ours = [(name, text) for name, text in files.items() if markdown.is_ours(text)]
    own = read_each(ours, markdown.read)
    others = {name: text for name, text in files.items() if name not in own}
    written = [name for name in others if not is_no_record(stem_of(name))]
    if written and defaults is None:
        told = "was not written by me: say whose decisions these are (--team)"
        raise Unreadable(f"{written[0]} {told}.")
    if defaults is None:
        return Taken(own, passed_over=list(others))
    taken = foreign.read(others, defaults)
    return Taken({**own, **taken.records}, taken.notes, taken.passed_over)


def _text(path: Path) -> str:
    """Return the text of a file, as it was before some program ended its lines in another way."""
    text = text_of(path)
    return text.replace("\r\n", "\n") if text.partition("\n")[0].endswith("\r") else text
