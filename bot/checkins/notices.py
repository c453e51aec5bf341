"""What owners, sponsors and the initiative's channel are told of check-ins."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges
from bot.checkins.blocks import prompt
from bot.checkins.models import Checkin, Round
from bot.roadmap import notices as roadmap
from bot.roadmap import queries
from bot.roadmap.blocks.sides import of

WITHIN = timedelta(days=5)
"""How long a question may wait for a day on which the person may be told something."""


def ask(session: Session, checkins: Sequence[Checkin], *, now: datetime) -> None:
    """Ask owners of one workspace, as soon as they may be told something."""
    told = [_nudge(each, "ask", each.user_id, prompt.asking(each)) for each in checkins]
    _tell(session, told, checkins, now)


def remind(session: Session, checkins: Sequence[Checkin], *, now: datetime) -> None:
    """Remind owners; of a question that still waits to be told only this is."""
    told = [
        _nudge(
            each,
            "again" if each.reminded_again_at else "remind",
            each.user_id,
            prompt.reminder(each),
        )
        for each in checkins
    ]
    _tell(session, told, checkins, now)


def tell_silence(session: Session, checkins: Sequence[Checkin], *, now: datetime) -> None:
    """Tell the sponsors of sides that their owners have not answered, and remind no more."""
    withdraw(session, *checkins, now=now)
    told = [
        _nudge(each, f"silent:{sponsor}", sponsor, prompt.silent(each), about=":silent")
        for each in checkins
        for sponsor in _sponsors(each)
        if sponsor != each.user_id
    ]
    _tell(session, told, checkins, now)


def withdraw(session: Session, *checkins: Checkin, now: datetime) -> None:
    """Ask no more what has been answered, or need not be."""
    for checkin in checkins:
        nudges.withdraw_about(session, checkin.subject, workspace_id=checkin.workspace_id, now=now)


def show(session: Session, *rounds: Round, now: datetime) -> None:
    """Let initiatives' cards show what is over, and tell owners who differ, once a round."""
    for round_ in rounds:
        _show(session, round_, now)


def _show(session: Session, round_: Round, now: datetime) -> None:
    initiative = queries.get_initiative(
        session, workspace_id=round_.workspace_id, initiative_id=round_.initiative_id
    )
    left = initiative.channel_id
    roadmap.tell_changed(session, initiative, left=left, by=initiative.changed_by, now=now)
    sides = queries.list_sides(session, initiative)
    if of(initiative, sides).differs:
        drawn = prompt.differing(initiative, sides)
        told = [
            nudges.Nudge(
                f"checkin:{round_.id}:differs:{each}",
                each,
                *drawn,
                within=WITHIN,
                about=f"checkin:{initiative.id}:differs",
            )
            for each in initiative.owner_ids
        ]
        nudges.nudge(session, *told, workspace_id=round_.workspace_id, now=now)


def _sponsors(checkin: Checkin) -> Sequence[str]:
    owners = checkin.round.initiative.owners
    team = next((owner.team for owner in owners if owner.team_id == checkin.team_id), None)
    return team.sponsors if team else ()


def _nudge(
    checkin: Checkin, what: str, to: str, drawn: prompt.Drawn, *, about: str = ""
) -> nudges.Nudge:
    subject = f"{checkin.subject}{about}"
    return nudges.Nudge(checkin.key(what), to, *drawn, within=WITHIN, about=subject)


def _tell(
    session: Session, told: Sequence[nudges.Nudge], of: Sequence[Checkin], now: datetime
) -> None:
    if told:
        nudges.nudge(session, *told, workspace_id=of[0].workspace_id, now=now)
