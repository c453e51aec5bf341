"""What people are told: those who answer for something, leads, and who asked a question."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.ownership.blocks import nudges as drawn
from bot.ownership.blocks import questions as drawn_questions
from bot.ownership.models import Entry, Question
from bot.slack.values import Json
from bot.teams.models import Team

WITHIN = timedelta(days=14)
"""How long such a message may wait for a day on which the person may be told something."""


def ask_to_confirm(session: Session, due: Sequence[Entry], *, now: datetime) -> None:
    """Ask each accountable person whether it is still true."""
    for entry in due:
        _nudge(
            session, entry, "confirm", [entry.accountable], message=drawn.to_confirm(entry), now=now
        )


def tell_named(session: Session, entry: Entry, *, now: datetime) -> None:
    """Tell who is accountable now, unless they wrote it down themselves."""
    if entry.accountable and entry.accountable != entry.changed_by:
        _nudge(session, entry, "named", [entry.accountable], message=drawn.named(entry), now=now)


def ask_to_name(session: Session, left: Sequence[Entry], *, now: datetime) -> None:
    """Ask the leads of each entry's team who answers for it now."""
    for entry in left:
        _nudge(session, entry, "vacant", entry.team.leads, message=drawn.to_name(entry), now=now)


def settle(session: Session, entry: Entry, *, now: datetime) -> None:
    """Do not ask any more what waits to be asked about an entry."""
    nudges.withdraw_about(session, entry.subject, workspace_id=entry.workspace_id, now=now)


def ask_leads(
    session: Session, question: Question, teams: Sequence[Team], *, by: str, now: datetime
) -> list[str]:
    """Tell the leads of the other teams that a question waits, once; return their user ids.

    Where there is no other team, those of the only one.
    """
    others = [team for team in teams if team.id != question.asking_team_id]
    leads = dict.fromkeys(lead for team in others or teams for lead in team.leads)
    told = [user_id for user_id in leads if user_id != by]
    text, blocks = drawn_questions.waiting(question)
    batch = [
        nudges.Nudge(
            f"{question.subject}:{_stamp(question.opened_at)}:{user_id}",
            user_id,
            text,
            blocks,
            within=WITHIN,
            about=question.subject,
        )
        for user_id in told
    ]
    nudges.nudge(session, *batch, workspace_id=question.workspace_id, now=now)
    return told


def tell_answer(
    session: Session, question: Question, told: Sequence[str], *, now: datetime
) -> None:
    """Send the answer to those who asked, and ask nobody else for one."""
    text, blocks = drawn_questions.answered(question)
    drafts = [
        outbox.Draft(
            f"{question.subject}:answer:{_stamp(now)}:{user_id}",
            user_id,
            text,
            blocks,
            owner_id=question.answered_by,
        )
        for user_id in told
    ]
    outbox.post(session, *drafts, workspace_id=question.workspace_id, now=now)
    nudges.withdraw_about(session, question.subject, workspace_id=question.workspace_id, now=now)


def _nudge(
    session: Session,
    entry: Entry,
    why: str,
    user_ids: Sequence[str],
    *,
    message: tuple[str, list[Json]],
    now: datetime,
) -> None:
    text, blocks = message
    batch = [
        nudges.Nudge(
            f"{entry.subject}:{why}:{_stamp(now)}:{user_id}",
            user_id,
            text,
            blocks,
            within=WITHIN,
            about=entry.subject,
        )
        for user_id in user_ids
    ]
    nudges.nudge(session, *batch, workspace_id=entry.workspace_id, now=now)


def _stamp(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%S.%f}"
