"""Adding a point to an agenda, and ticking it off."""

from bot.clock import Clock
from bot.db import Transaction
from bot.meetings import notices
from bot.meetings.blocks import points as blocks
from bot.meetings.listeners.showing import id_of, next_days, show
from bot.meetings.operations import checking
from bot.meetings.operations import points as operations
from bot.meetings.queries.meetings import get_meeting
from bot.meetings.rules import ADD_POINT
from bot.slack import modals
from bot.slack.values import Click, Reply, Submission


def on_ask(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Open the form of one field."""
    with transaction() as session:
        meeting = checking.begin(
            session, click.workspace_id, id_of(click.value), ADD_POINT, by=click.user_id
        )
        return show(click, blocks.form(meeting))


def on_add(submission: Submission, *, transaction: Transaction, clock: Clock) -> Reply:
    """Add a point, and say on which agenda it is."""
    workspace_id, now = submission.workspace_id, clock()
    meeting_id, view_id = id_of(submission.metadata), submission.view_id
    words = modals.text(submission.values, "point", missing="Please say what it is about.")
    with transaction() as session:
        point = operations.add(
            session,
            workspace_id,
            meeting_id,
            words,
            view_id=view_id,
            by=submission.user_id,
            now=now,
        )
        if point.occurrence_id is None:
            meeting = get_meeting(session, workspace_id=workspace_id, meeting_id=meeting_id)
            return Reply.replace(blocks.on_next(*next_days(meeting)))
        occurrence = operations.agenda_of(session, point)
        notices.redraw(session, occurrence, now=now)
        return Reply.replace(blocks.on_agenda(occurrence))


def on_tick(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Tick a point off."""
    now = clock()
    with transaction() as session:
        point = operations.tick(
            session, click.workspace_id, id_of(click.value), by=click.user_id, now=now
        )
        notices.redraw(session, operations.agenda_of(session, point), now=now)
    return Reply.none()


def on_untick(click: Click, *, transaction: Transaction, clock: Clock) -> Reply:
    """Let a point be open again."""
    now = clock()
    with transaction() as session:
        point = operations.untick(session, click.workspace_id, id_of(click.value), by=click.user_id)
        notices.redraw(session, operations.agenda_of(session, point), now=now)
    return Reply.none()
