"""What a channel is told of a meeting: one message a day of it, which is kept as it is."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import outbox
from bot.meetings.blocks import agenda as blocks
from bot.meetings.blocks import parts
from bot.meetings.models import Occurrence
from bot.meetings.operations import planning
from bot.meetings.queries import agendas, points
from bot.meetings.rules.times import is_ahead
from bot.people import queries as people

_SOON = timedelta(minutes=1)
"""How long an agenda is tried at least: it helps in the first minute of a meeting, too."""


def post(session: Session, occurrence: Occurrence, *, now: datetime) -> None:
    """Post the agenda of a day, once; the one before it takes no more points.

    One that Slack has not taken when the meeting begins is dropped.
    """
    before = planning.follow_on(session, occurrence)
    _look(session, occurrence, now)
    text, drawn = _message(session, occurrence)
    draft = outbox.Draft(
        occurrence.key,
        occurrence.channel_id,
        text,
        drawn,
        owner_id=occurrence.meeting.created_by,
        within=max(_SOON, occurrence.starts_at - now),
    )
    outbox.post(session, draft, workspace_id=occurrence.workspace_id, now=now)
    if occurrence.posted_at != now:  # it was moved away and back: the message is there already
        _update(session, occurrence, now)
    if before is not None:
        _update(session, before, now)


def redraw(session: Session, occurrence: Occurrence, *, now: datetime) -> None:
    """Let an agenda show its points as they are, and until it begins everything else, too."""
    if is_ahead(occurrence.starts_at, now) and occurrence.is_newest:
        _look(session, occurrence, now)
    _update(session, occurrence, now)


def _look(session: Session, occurrence: Occurrence, now: datetime) -> None:
    found = agendas.gather(session, occurrence, since=occurrence.since, now=now)
    occurrence.parts, occurrence.gathered_at = parts.drawn(found), now
    session.flush()


def _update(session: Session, occurrence: Occurrence, now: datetime) -> None:
    change = outbox.Change(occurrence.key, *_message(session, occurrence))
    outbox.update(session, change, workspace_id=occurrence.workspace_id, now=now)


def _message(session: Session, occurrence: Occurrence) -> blocks.Drawn:
    theirs = points.list_on(session, occurrence)
    named = {each.added_by for each in theirs} | {each.done_by for each in theirs if each.done_by}
    known = people.find_people(session, occurrence.workspace_id, named)
    names = {user_id: person.name for user_id, person in known.items()}
    return blocks.message(blocks.Agenda(occurrence, theirs, names))
