"""What the approvers' votes come to."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.decisions.rules.moves import State, Vote


@dataclass(frozen=True)
class Seat:
    """An approver's place: the team they speak for, if it is known, and what they have said.

    Who has left the company without a word has abstained.
    """

    team_id: int | None = None
    vote: Vote | None = None


@dataclass(frozen=True)
class Quorum:
    """How many must approve: `needed` of them, or with None all who do not abstain.

    Of each of the `teams` of a joint decision somebody must be for it; its driver is, and speaks
    for `driver_team`.
    """

    needed: int | None = None
    teams: Collection[int] = ()
    driver_team: int | None = None


def outcome(seats: Sequence[Seat], quorum: Quorum) -> State:
    """Return what it is by now: accepted, rejected, or still proposed.

    No approvers approve nothing. Without a single vote against it nothing is rejected: if too many
    abstain it stays proposed, and its driver has to find others.
    """
    if _is_accepted(seats, quorum):
        return State.ACCEPTED
    is_opposed = any(seat.vote is Vote.REJECT for seat in seats)
    return State.REJECTED if is_opposed and is_hopeless(seats, quorum) else State.PROPOSED


def is_hopeless(seats: Sequence[Seat], quorum: Quorum) -> bool:
    """Return whether it would not be accepted even if all who are silent approved."""
    best = [Seat(seat.team_id, seat.vote or Vote.APPROVE) for seat in seats]
    return not _is_accepted(best, quorum)


def _is_accepted(seats: Sequence[Seat], quorum: Quorum) -> bool:
    approved = [seat for seat in seats if seat.vote is Vote.APPROVE]
    voices = [seat for seat in seats if seat.vote is not Vote.ABSTAIN]
    for_it = {quorum.driver_team, *(seat.team_id for seat in approved)}
    needed = len(voices) if quorum.needed is None else quorum.needed
    return bool(approved) and len(approved) >= needed and for_it.issuperset(quorum.teams)
