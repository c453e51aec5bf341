"""Which decision answers what somebody asks in a channel."""

from collections.abc import Collection, Sequence
from itertools import combinations

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision, HintChannel
from bot.decisions.queries.search import list_candidates
from bot.decisions.queries.spelling import list_beginning
from bot.decisions.rules import hints
from bot.decisions.rules.titles import is_said_in
from bot.outbox import OutboxMessage

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
    session: Session,
    workspace_id: int,
    question: Sequence[str],
    *,
    channel_id: str,
    messages: Collection[str],
) -> Decision | None:
    """Return the accepted decision that answers a question asked in a channel, if one does.

    `question` is what `hints.asked` found; `messages` are its own ts and that of its thread: what
    was decided there they know who ask there, and what comes second to it is no answer either. Of a
    private channel's decisions only those of this one: everybody in it may read them.
    """
    candidates = _list_candidates(session, workspace_id, question, channel_id=channel_id)
    place = hints.best(question, [hints.candidate(each.title, each.what) for each in candidates])
    if place is None or _is_known_in(session, candidates[place], channel_id, messages):
        return None
    return candidates[place]


def _is_known_in(
    session: Session, decision: Decision, channel_id: str, messages: Collection[str]
) -> bool:
    """Return whether a decision came from these messages or their thread, or has its card there."""
    if is_said_in(decision.source, decision.permalink, channel_id=channel_id, messages=messages):
        return True
    is_card = exists().where(
        OutboxMessage.workspace_id == decision.workspace_id,
        OutboxMessage.key.in_(decision.card_keys),
        OutboxMessage.ts.in_(messages),
    )
    return bool(session.scalar(select(is_card)))


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
