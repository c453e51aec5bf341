"""Who is told a digest: its channel, with the rest in the thread, or one sponsor."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.digests.blocks.digest import Drawn
from bot.digests.models import DigestSettings, DigestSponsor

_WITHIN_A_MONTH = timedelta(days=20)
"""How long a sponsor's digest waits for their working hours: they may be on holiday."""


def tell(
    session: Session,
    settings: DigestSettings,
    period: str,
    drawn: tuple[Drawn, Sequence[Drawn]],
    files: Sequence[outbox.File],
    *,
    now: datetime,
) -> None:
    """Tell the channel the digest of a period; whoever set it up hears if it cannot be told."""
    if settings.channel_id is None:
        return
    (text, blocks), below = drawn
    draft = outbox.Draft(
        f"digest:{period}",
        settings.channel_id,
        text,
        blocks,
        owner_id=settings.changed_by,
        collapse_key="digest",
        files=files,
    )
    replies = [
        outbox.Reply(draft.key, f"{draft.key}:{place}", *each)
        for place, each in enumerate(below, 2)
    ]
    outbox.post(session, draft, workspace_id=settings.workspace_id, now=now)
    if replies:
        outbox.reply(session, *replies, workspace_id=settings.workspace_id, now=now)


def tell_sponsor(
    session: Session, sponsor: DigestSponsor, period: str, drawn: Drawn, *, now: datetime
) -> None:
    """Tell a sponsor theirs, in their working hours and within what they may be told."""
    key = f"digest:{period}:{sponsor.user_id}"
    told = nudges.Nudge(key, sponsor.user_id, *drawn, within=_WITHIN_A_MONTH, about="digest")
    nudges.nudge(session, told, workspace_id=sponsor.workspace_id, now=now)
