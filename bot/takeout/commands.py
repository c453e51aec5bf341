"""`python -m bot export decisions` and `import decisions`: the log, out and in again."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
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
from bot.decisions.queries.records import list_titles, read_all
from bot.decisions.rules import State
from bot.decisions.rules.records import Record, Unreadable
from bot.errors import BotError
from bot.installations.models import Workspace
from bot.takeout import documents, folder, tables
from bot.takeout.foreign import Defaults, Taken
from bot.takeout.reading import text_of
from bot.teams import queries as team_queries

FORMATS: Mapping[str, Callable[[Iterable[Record]], str]] = {
    "csv": tables.write,
    "json": documents.write,
}
MARKDOWN = "markdown"

SHOWN = 50
"""Faults that are said, of those that there are."""


@dataclass(frozen=True)
class Which:
    """Which workspace, by Slack's id of it; for files of others which team; and whether without
    what was written down in private channels.
    """

    workspace: str | None = None
    team: str | None = None
    without_restricted: bool = False


def export(
    settings: Settings, out: TextIO, report: TextIO, *, form: str, to: Path | None, which: Which
) -> int:
    """Write the decisions of a workspace: to `out`, or to the file or folder `to`; return 0.

    How many restricted ones are left out is written to `report`.
    """
    with _opened(settings) as transaction:
        records = _Chosen(read_all(transaction, _workspace(transaction, which).id), which)
        if form != MARKDOWN and to is None:
            out.write(FORMATS[form](records))
        else:
            _write(form, to, records)
    if which.without_restricted:
        plural = "decision" if records.left_out == 1 else "decisions"
        report.write(f"{records.left_out} restricted {plural} left out.\n")
    return 0


class _Chosen:
    """Those records that are asked for; it counts those that are left out."""

    def __init__(self, records: Iterable[Record], which: Which) -> None:
        self._records, self._which, self.left_out = records, which, 0

    def __iter__(self) -> Iterator[Record]:
        for record in self._records:
            if self._which.without_restricted and record.restricted_to is not None:
                self.left_out += 1
            else:
                yield record


def _write(form: str, to: Path | None, records: Iterable[Record]) -> None:
    if to is None:
        raise BotError("Markdown is a folder of files: say where with --to.")
    try:
        if form == MARKDOWN:
            folder.write(to, records)
        else:
            to.write_bytes(FORMATS[form](records).encode())
    except OSError as error:
        raise BotError(f"I cannot write to {to} ({error.strerror}).") from error


def bring(settings: Settings, out: TextIO, path: Path, which: Which) -> int:
    """Bring the decisions of a file or a folder in, all or none; return 0. Raises BotError."""
    now = parts.clock_for(settings)()
    with _opened(settings) as transaction:
        workspace = _workspace(transaction, which)
        try:
            taken = _read(path, _defaults(transaction, workspace, which, now))
            with transaction() as session:
                new = bring_in(session, workspace.id, taken.records, now=now)
                for decision in new:
                    if decision.state is State.PROPOSED:
                        notices.announce(session, decision, now=now)
        except Unreadable as error:
            raise BotError(f"Nothing was brought in. {_listed(error.faults)}") from error
    out.write(f"{len(new)} new, {len(taken.records) - len(new)} there already.\n")
    if taken.passed_over:
        out.write(f"Passed over, for they are no records: {', '.join(taken.passed_over)}.\n")
    if taken.notes:
        out.write(f"Kept in words only:\n{_lines(taken.notes)}\n")
    return 0


def _listed(faults: Sequence[str]) -> str:
    if len(faults) == 1:
        return faults[0]
    more = f"\n… and {len(faults) - SHOWN} more." if len(faults) > SHOWN else ""
    return f"{len(faults)} things are wrong:\n{_lines(faults[:SHOWN])}{more}"


def _lines(sentences: Iterable[str]) -> str:
    return "\n".join(f"- {each}" for each in sentences)


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
        log = list_titles(session, workspace.id)
    named = next((team for team in teams if team.name == which.team and team.leads), None)
    if named is None:
        there = ", ".join(team.name for team in teams) or "none yet"
        raise BotError(f"There is no team {which.team!r}, only {there}.")
    return Defaults(named.name, named.leads[0], now, log)


def _read(path: Path, defaults: Defaults | None) -> Taken:
    if not path.exists():
        raise BotError(f"There is no {path}.")
    if path.is_dir():
        taken = folder.read(path, defaults)
        if not taken.records:
            raise BotError(f"There is no decision in {path}: no file in it is a record (.md).")
        return taken
    try:
        text = text_of(path)
    except Unreadable as error:
        raise Unreadable(f"{path.name}: {error}.") from error
    return Taken(documents.read(text) if path.suffix == ".json" else tables.read(text))
