"""What holds in the place of a decision that holds no more."""

from collections.abc import Collection, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.decisions.models import Decision
from bot.decisions.queries.decisions import LISTED
from bot.decisions.rules import ENDS, State
from bot.tables import among


def find_holding(
    session: Session,
    workspace_id: int,
    decisions: Sequence[Decision],
    *,
    channels: Collection[str],
) -> dict[int, Decision]:
    """Return, by the ids of those that hold no more, what holds in their place now.

    It may be several steps on. Without what is only for the members of other channels.
    """
    ends: dict[int, Decision] = {each.id: each for each in decisions}
    # Each step leads to newer ones only, so that this ends.
    while ended := {key: each for key, each in ends.items() if each.state in ENDS.values()}:
        followers = _followers(session, workspace_id, [each.id for each in ended.values()])
        for key, each in ended.items():
            if each.id in followers:
                ends[key] = followers[each.id]
            else:
                del ends[key]
    return {
        each.id: ends[each.id]
        for each in decisions
        if each.id in ends
        and ends[each.id] is not each
        and ends[each.id].restricted_to in {None, *channels}
    }


def _followers(session: Session, workspace_id: int, ended: Collection[int]) -> dict[int, Decision]:
    """Return the accepted ones, or those that ended in turn, that took the place of these."""
    found = session.scalars(
        select(Decision)
        .where(
            among(Decision.follows_id, ended, workspace_id),
            Decision.state.in_((State.ACCEPTED, *ENDS.values())),
        )
        .order_by(Decision.id)
        .options(*LISTED)
    )
    return {each.follows_id: each for each in found if each.follows_id}
