"""Which decision answers what somebody asks in a channel."""

from collections.abc import Sequence
from itertools import combinations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, HintChannel
from bot.decisions.queries.search import list_candidates
from bot.decisions.queries.spelling import list_beginning
from bot.decisions.rules import hints

WORDS_MAX = 5
"""Words of which two must be in a decision: ten questions to the index at most."""

CANDIDATES_MAX = 20
"""Decisions that have the same two words, the newest."""


def gives_hints(session: Session, workspace_id: int, channel_id: str) -> bool:
    """Return whether somebody has switched hints on in a channel."""
    is_on = exists().where(
        HintChannel.workspace_id == workspace_id,
        HintChannel.channel_id == channel_id,
        HintChannel.off_at.is_(None),
    )
    return bool(session.scalar(select(is_on)))


def find_answer(
    session: Session, workspace_id: int, question: Sequence[str], *, channel_id: str
) -> Decision | None:
    """Return the accepted decision that answers a question asked in a channel, if one does.

    `question` is what `hints.asked` found. Of a private channel's decisions only those of this one:
    everybody in it may read them.
    """
    candidates = _list_candidates(session, workspace_id, question, channel_id=channel_id)
    place = hints.best(question, [hints.candidate(each.title, each.what) for each in candidates])
    return None if place is None else candidates[place]


def _list_candidates(
    session: Session, workspace_id: int, question: Sequence[str], *, channel_id: str
) -> list[Decision]:
    channels = [channel_id]
    meant = [
        words
        for each in question
        if (words := list_beginning(session, workspace_id, each, channels=channels))
    ]
    found: dict[int, Decision] = {}
    for pair in combinations(meant[:WORDS_MAX], hints.WORDS_MIN):
        some = list_candidates(session, workspace_id, pair, channels=channels, limit=CANDIDATES_MAX)
        found |= {each.id: each for each in some}
    return list(found.values())
