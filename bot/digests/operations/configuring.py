"""Choosing where and when the weekly digest goes out."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.digests.models import DigestSettings
from bot.digests.queries.digests import find_last, find_settings
from bot.digests.rules import PERMISSIONS, ROADMAP, SET_UP, times
from bot.digests.rules.times import Timing
from bot.errors import Refused
from bot.installations.queries import lock_workspace
from bot.permissions import ANY, Role, may
from bot.tables import per_dialect, table


@dataclass(frozen=True)
class Choice:
    """Where the weekly digest goes, and when; without a channel there is none."""

    channel_id: str | None
    timing: Timing


class NotAllowed(Refused):
    """Only leads and sponsors choose for all."""


class ChosenMeanwhile(Refused):
    """Somebody else has chosen since the form was drawn; `settings` is what."""

    def __init__(self, settings: DigestSettings) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.settings = settings


def may_set_up(roles: Collection[Role]) -> bool:
    """Return whether somebody with these roles in the teams chooses for all."""
    return may(PERMISSIONS, SET_UP, ANY, roles)


def choice_of(settings: DigestSettings) -> Choice:
    """Return what is chosen."""
    return Choice(settings.channel_id, settings.timing)


def set_up(
    session: Session,
    workspace_id: int,
    chosen: Choice,
    *,
    version: int,
    roles: Collection[Role],
    by: str,
    now: datetime,
) -> None:
    """Let it be as `by`, who has these roles, has chosen; `version` is what they were shown.

    It is 0 for a workspace of which nobody has chosen anything. Raises NotAllowed, ChosenMeanwhile.
    """
    if not may_set_up(roles):
        raise NotAllowed("Only the leads and sponsors of your teams set the digest up.")
    lock_workspace(session, workspace_id)
    settings = find_settings(session, workspace_id, lock=True)
    if settings is not None and settings.version != version:
        raise ChosenMeanwhile(settings)
    if settings is not None and choice_of(settings) == chosen:
        return
    last = find_last(session, workspace_id, ROADMAP)
    told = last.period if last else None
    row = {
        "workspace_id": workspace_id,
        "channel_id": chosen.channel_id,
        "day": chosen.timing.day,
        "at": chosen.timing.at,
        "zone": chosen.timing.zone,
        "due_at": times.next_week(chosen.timing, now, told=told) if chosen.channel_id else None,
        "version": version + 1,
        "changed_by": by,
        "changed_at": now,
    }
    session.connection().execute(_put(session), row)
    session.expire_all()


_CHOSEN = ("channel_id", "day", "at", "zone", "due_at", "version", "changed_by", "changed_at")


@per_dialect
def _put(insert: Any) -> Any:
    statement = insert(table(DigestSettings))
    put = {name: statement.excluded[name] for name in _CHOSEN}
    return statement.on_conflict_do_update(index_elements=["workspace_id"], set_=put)
