"""`python -m bot export decisions` and `import decisions`: the log, out and in again."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TextIO

from sqlalchemy import select

from bot import db, parts
from bot.config import Settings
from bot.db import Transaction
from bot.decisions import notices
from bot.decisions.operations.importing import bring_in
from bot.decisions.queries.records import read_all
from bot.decisions.rules import State
from bot.decisions.rules.records import Record, Unreadable
from bot.errors import BotError
from bot.installations.models import Workspace
from bot.takeout import documents, foreign, markdown, tables
from bot.takeout.foreign import Defaults
from bot.teams import queries as team_queries

FORMATS: Mapping[str, Callable[[Iterable[Record]], str]] = {
    "csv": tables.write,
    "json": documents.write,
}
MARKDOWN = "markdown"


@dataclass(frozen=True)
class Which:
    """Which workspace, by Slack's id of it, and for files of others which team."""

    workspace: str | None = None
    team: str | None = None


def export(settings: Settings, out: TextIO, *, form: str, to: Path | None, which: Which) -> int:
    """Write all decisions of a workspace: to `out`, or to the file or folder `to`; return 0."""
    with _opened(settings) as transaction:
        records = read_all(transaction, _workspace(transaction, which).id)
        if form == MARKDOWN:
            _write_files(_folder(to), records)
        elif to is None:
            out.write(FORMATS[form](records))
        else:
            to.write_bytes(FORMATS[form](records).encode())
    return 0


def bring(settings: Settings, out: TextIO, path: Path, which: Which) -> int:
    """Bring the decisions of a file or a folder in, all or none; return 0. Raises BotError."""
    now = parts.clock_for(settings)()
    with _opened(settings) as transaction:
        workspace = _workspace(transaction, which)
        try:
            records = _read(path, _defaults(transaction, workspace, which, now))
            with transaction() as session:
                new = bring_in(session, workspace.id, records, now=now)
                for decision in new:
                    if decision.state is State.PROPOSED:
                        notices.announce(session, decision, now=now)
        except Unreadable as error:
            raise BotError(f"Nothing was brought in. {error}") from error
        out.write(f"{len(new)} new, {len(records) - len(new)} there already.\n")
    return 0


@contextmanager
def _opened(settings: Settings) -> Iterator[Transaction]:
    engine = db.build_engine(settings.database_url)
    try:
        parts.require_schema(engine)
        yield db.sessions(engine).begin
    finally:
        engine.dispose()


def _workspace(transaction: Transaction, which: Which) -> Workspace:
    with transaction() as session:
        found = session.scalars(select(Workspace).order_by(Workspace.id)).all()
    named = [each for each in found if which.workspace in {None, each.slack_id}]
    if len(named) == 1:
        return named[0]
    there = ", ".join(f"{each.slack_id} ({each.name})" for each in found) or "none yet"
    raise BotError(f"Say which workspace with --workspace: {there}.")


def _defaults(
    transaction: Transaction, workspace: Workspace, which: Which, now: datetime
) -> Defaults | None:
    if which.team is None:
        return None
    with transaction() as session:
        teams = team_queries.list_teams(session, workspace.id)
    named = next((team for team in teams if team.name == which.team and team.leads), None)
    if named is None:
        there = ", ".join(team.name for team in teams) or "none yet"
        raise BotError(f"There is no team {which.team!r}, only {there}.")
    return Defaults(named.name, named.leads[0], now)


def _folder(to: Path | None) -> Path:
    if to is None:
        raise BotError("Markdown is a folder of files: say where with --to.")
    to.mkdir(parents=True, exist_ok=True)
    return to


def _write_files(folder: Path, records: Iterable[Record]) -> None:
    for record in records:
        (folder / record.file_name).write_bytes(markdown.write(record).encode())


def _read(path: Path, defaults: Defaults | None) -> list[Record]:
    if path.is_dir():
        files = {each.name: _text(each) for each in sorted(path.glob("*.md"))}
        return _read_files(files, defaults)
    if not path.is_file():
        raise BotError(f"There is no {path}.")
    return documents.read(_text(path)) if path.suffix == ".json" else tables.read(_text(path))


def _read_files(files: Mapping[str, str], defaults: Defaults | None) -> list[Record]:
    """Read our own files, and those of others if it is said whose decisions they are."""
    ours = {name: text for name, text in files.items() if f"\n{markdown.OURS}:\n" in text}
    others = {name: text for name, text in files.items() if name not in ours}
    records = []
    for name, text in ours.items():
        try:
            records.append(markdown.read(text))
        except Unreadable as error:
            raise Unreadable(f"{name}: {error}") from error
    if others and defaults is None:
        name = next(iter(others))
        raise Unreadable(f"{name} was not written by me: say whose decisions these are (--team).")
    return records + (foreign.read(others, defaults) if defaults else [])


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode()
    except UnicodeDecodeError as error:
        raise Unreadable(f"{path.name}: it is no text in UTF-8") from error
