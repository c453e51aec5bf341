"""Adding, changing and removing entries; whoever is too late is told what changed."""

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.orm import Session

from bot import edits
from bot.clock import Clock
from bot.db import Transaction
from bot.ownership import notices
from bot.ownership.blocks import conflicts, forms, sentences
from bot.ownership.blocks.forms import Subject
from bot.ownership.models import Entry
from bot.ownership.operations import editing, permitting
from bot.ownership.operations.editing import AlreadyAdded, Stale
from bot.ownership.operations.permitting import Gone, MayNot
from bot.ownership.queries import entries
from bot.ownership.rules.entries import Details, Kind, tidy
from bot.slack import block_kit, modals
from bot.slack.forms import at_version, without_version
from bot.slack.values import Click, Command, Json, Reply, Submission
from bot.teams import queries as team_queries


def on_add(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of a new entry."""
    reply = open_new(click, Kind(click.value), transaction)
    return Reply(whisper=reply.ack["text"]) if reply.ack else reply


def open_new(gesture: Command | Click, kind: Kind, transaction: Transaction) -> Reply:
    """Return the form of a new entry, or who may add one."""
    with transaction() as session:
        teams = team_queries.list_teams(session, gesture.workspace_id)
    try:
        allowed = permitting.teams_to_add_to(teams, kind, by=gesture.user_id)
    except MayNot as refused:
        return Reply.text(sentences.only(refused.permitted))
    return Reply.open(forms.entry_form(Subject(kind), allowed))


def on_change(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of an entry, filled with what it is now."""

    def draw(session: Session, entry: Entry) -> Json:
        teams = team_queries.list_teams(session, click.workspace_id, also=[entry.team_id])
        subject = Subject(entry.kind, entry.id, entry.version)
        return forms.entry_form(subject, teams, entry.details)

    return _open(click, "change", draw, transaction)


def on_remove(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Ask whether to remove an entry."""
    return _open(click, "remove", lambda _session, entry: forms.remove_form(entry), transaction)


def on_save(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Save the form of an entry, new or not."""
    subject = Subject.unpack(submission.metadata)
    now = clock()
    with at_version(subject.version), transaction() as session:
        details = _read(submission, subject.kind)
        if subject.entry_id is None:
            return _add(session, submission, subject, details, now=now)
        return _change(session, submission, subject, details, now=now)


def on_take_off(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Remove an entry, if it is still what the person saw."""
    subject = Subject.unpack(submission.metadata)
    now = clock()
    with transaction() as session:
        teams = team_queries.list_teams(session, submission.workspace_id)
        try:
            entry = editing.remove(
                session,
                workspace_id=submission.workspace_id,
                entry_id=subject.entry_id or 0,
                version=subject.version,
                by=submission.user_id,
                now=now,
            )
        except Stale as stale:
            said = conflicts.changed_meanwhile(stale.changes, teams, next_=conflicts.REMOVE_AGAIN)
            return Reply.replace(forms.remove_form(stale.entry, said=said))
        except Gone as gone:
            return _notice("Removed already", sentences.removed(gone.entry))
        except MayNot as refused:
            return _notice("Not removed", sentences.only(refused.permitted))
        notices.settle(session, entry, now=now)
    return Reply.none()


def _open(
    click: Click, verb: str, draw: Callable[[Session, Entry], Json], transaction: Transaction
) -> Reply:
    with transaction() as session:
        entry = entries.get_entry(session, click.workspace_id, int(click.value))
        try:
            permitting.check(entry, verb, by=click.user_id)
        except Gone:
            return Reply(whisper=sentences.removed(entry))
        except MayNot as refused:
            return Reply(whisper=sentences.only(refused.permitted))
        return Reply.open(draw(session, entry))


def _read(submission: Submission, kind: Kind) -> Details:
    values = without_version(submission.values)
    owned = kind is Kind.OWNED
    return Details(
        team_id=int(modals.choice(values, "team_id", missing="Please choose the team.")),
        name=modals.text(values, "name", missing="Please give it a name."),
        about=modals.text(
            values, "about", missing="" if owned else "Please say what you do, in plain words."
        ),
        accountable=modals.person(
            values, "accountable", missing="Please choose who answers for it." if owned else ""
        ),
        responsible=modals.people(
            values, "responsible", missing="Please choose who does it." if owned else ""
        ),
        consulted=modals.people(values, "consulted"),
        informed=modals.people(values, "informed"),
    )


def _add(
    session: Session, submission: Submission, subject: Subject, details: Details, *, now: datetime
) -> Reply:
    try:
        entry = editing.add(
            session,
            workspace_id=submission.workspace_id,
            kind=subject.kind,
            details=details,
            view_id=submission.view_id,
            by=submission.user_id,
            now=now,
        )
    except AlreadyAdded:
        return Reply.none()
    notices.tell_named(session, entry, now=now)
    return _notice("Added", sentences.saved(entry, now=now))


def _change(
    session: Session,
    submission: Submission,
    subject: Subject,
    details: Details,
    *,
    now: datetime,
) -> Reply:
    try:
        entry, changed = editing.change(
            session,
            workspace_id=submission.workspace_id,
            entry_id=subject.entry_id or 0,
            version=subject.version,
            details=details,
            by=submission.user_id,
            now=now,
        )
    except Stale as stale:
        return _merged(session, submission, stale, details)
    except Gone as gone:
        return _anew(session, submission, subject, gone.entry, details)
    if "accountable" in changed:
        notices.settle(session, entry, now=now)
        notices.tell_named(session, entry, now=now)
    return Reply.none()


def _merged(session: Session, submission: Submission, stale: Stale, details: Details) -> Reply:
    """Show the form again: what the others changed, and the person's own changes on top of it."""
    owning = [stale.entry.team_id]
    teams = team_queries.list_teams(session, submission.workspace_id, also=owning)
    subject = Subject(stale.entry.kind, stale.entry.id, stale.entry.version)
    merged, mine = edits.meet(asdict(stale.entry.details), stale.changes, asdict(tidy(details)))
    said = conflicts.changed_meanwhile(stale.changes, teams, mine=mine)
    return Reply.replace(forms.entry_form(subject, teams, Details(**merged), said=said))


def _anew(
    session: Session, submission: Submission, subject: Subject, gone: Entry, details: Details
) -> Reply:
    """Offer what the person meant as a new entry: the one they had open was removed."""
    teams = team_queries.list_teams(session, submission.workspace_id)
    new = Subject(subject.kind, version=gone.version + 1)
    said = conflicts.removed_meanwhile(gone)
    return Reply.replace(forms.entry_form(new, teams, details, said=said))


def _notice(title: str, markdown: str) -> Reply:
    return Reply.replace(block_kit.notice(title, markdown))
