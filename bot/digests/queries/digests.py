"""What was told, what is due, and what leads have chosen."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.digests.models import Digest, DigestSettings, DigestSponsor
from bot.teams.models import Member, Team
from bot.teams.rules import Role


def find_settings(
    session: Session, workspace_id: int, *, lock: bool = False
) -> DigestSettings | None:
    """Return what leads have chosen, if they have; others who lock it wait."""
    statement = select(DigestSettings).where(DigestSettings.workspace_id == workspace_id)
    if lock:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return session.scalars(statement).one_or_none()


def find_last(session: Session, workspace_id: int, audience: str) -> Digest | None:
    """Return what an audience was told last."""
    return session.scalars(
        select(Digest)
        .where(Digest.workspace_id == workspace_id, Digest.audience == audience)
        .order_by(Digest.period.desc())
        .limit(1)
    ).one_or_none()


def list_due(session: Session, *, now: datetime, limit: int) -> Sequence[DigestSettings]:
    """Return the weekly digests that are due, of all workspaces, the longest due first."""
    return session.scalars(
        select(DigestSettings)
        .where(DigestSettings.due_at <= now)
        .order_by(DigestSettings.due_at, DigestSettings.id)
        .limit(limit)
    ).all()


def lock_due(session: Session, settings: DigestSettings) -> DigestSettings | None:
    """Return the same row, locked, unless it was told, or changed, meanwhile."""
    return session.scalars(
        select(DigestSettings)
        .where(
            DigestSettings.workspace_id == settings.workspace_id,
            DigestSettings.id == settings.id,
            DigestSettings.due_at == settings.due_at,
            DigestSettings.version == settings.version,
        )
        .with_for_update(skip_locked=True)
    ).one_or_none()


def list_new_sponsors(session: Session, *, limit: int) -> Sequence[tuple[int, str]]:
    """Return sponsors of whom it is not known when they read a digest, with their workspaces."""
    rows = session.execute(
        select(Member.workspace_id, Member.user_id)
        .join(Team, Team.id == Member.team_id)
        .outerjoin(
            DigestSponsor,
            (DigestSponsor.workspace_id == Member.workspace_id)
            & (DigestSponsor.user_id == Member.user_id),
        )
        .where(Member.role == Role.SPONSOR, Team.closed_at.is_(None), DigestSponsor.id.is_(None))
        .distinct()
        .order_by(Member.workspace_id, Member.user_id)
        .limit(limit)
    )
    return [(workspace_id, user_id) for workspace_id, user_id in rows]


def list_sponsors_due(session: Session, *, now: datetime, limit: int) -> Sequence[DigestSponsor]:
    """Return the sponsors whose monthly digest is due, those of one workspace together."""
    return session.scalars(
        select(DigestSponsor)
        .where(DigestSponsor.due_at <= now)
        .order_by(DigestSponsor.workspace_id, DigestSponsor.due_at, DigestSponsor.id)
        .limit(limit)
    ).all()


def lock_sponsor_due(session: Session, sponsor: DigestSponsor) -> DigestSponsor | None:
    """Return the same row, locked, unless they were told meanwhile."""
    return session.scalars(
        select(DigestSponsor)
        .where(
            DigestSponsor.workspace_id == sponsor.workspace_id,
            DigestSponsor.id == sponsor.id,
            DigestSponsor.due_at == sponsor.due_at,
        )
        .with_for_update(skip_locked=True)
    ).one_or_none()
