"""Whether the state of a record is what its approvers' votes come to."""

from collections import Counter
from collections.abc import Mapping

from bot.decisions.rules import votes
from bot.decisions.rules.moves import HOLDING, Part, State, Vote
from bot.decisions.rules.records import Person, Record
from bot.decisions.rules.soundness.facts import Facts, Fault, Faults
from bot.decisions.rules.votes import Quorum, Seat

_TEAM, _PARTNER = 1, 2


def find(record: Record, facts: Facts) -> Faults:
    """Yield what does not fit in the state, the votes and the teams of a record."""
    approvers = [
        each for each in record.people if each.part is Part.APPROVER and not each.removed_at
    ]
    yield from _find_twice(record)
    yield from _find_by_halves(record)
    if (record.state in HOLDING) is (record.accepted_at is None):
        yield "accepted_at", _ACCEPTED if record.state in HOLDING else _NEVER.format(record.state)
    if record.needed is not None and not 1 <= record.needed <= max(1, len(approvers)):
        yield "needed", f"{record.needed} of {len(approvers)} approvers cannot approve. Correct it"
    if record.state is State.PROPOSED and not approvers:
        yield "people", "it is proposed, and nobody has to approve it. Name an approver"
    elif fault := _misjudged(record, approvers) or _one_sided(record, approvers, facts):
        yield fault


_ACCEPTED = "it held, and does not say since when. Write the time"
_NEVER = "it is {}, and so never held. Take this out, or correct the state"


def _find_twice(record: Record) -> Faults:
    for (part, user), times in Counter((each.part, each.user) for each in record.people).items():
        if times > 1:
            yield "people", f"{user} is {times} times {part}. Name them once"


def _find_by_halves(record: Record) -> Faults:
    for each in record.people:
        if (each.vote is None) is not (each.voted_at is None):
            yield "people.vote", f"{each.user} has a vote or a time of it. Write both, or none"
        if each.vote is not None and each.part is not Part.APPROVER:
            yield "people.vote", f"{each.user} votes, and is {each.part}. Make them an approver"


def _misjudged(record: Record, approvers: list[Person]) -> Fault | None:
    """Return that it is in a state to which its votes do not come.

    Whoever drives it now may not have driven it then, nor spoken for the same team: it is right if
    it is so for either of the two.
    """
    names: Mapping[str | None, int | None]
    names = {record.partner: _PARTNER, record.team: _TEAM, None: None}
    seats = [Seat(names.get(each.team), each.vote) for each in approvers]
    joint = [_TEAM, _PARTNER] if record.partner else []
    come_to = {
        votes.outcome(seats, Quorum(record.needed, joint, driver)) for driver in (_TEAM, _PARTNER)
    }
    if not approvers or _decided(record.state) in come_to:
        return None
    least = "all" if record.needed is None else record.needed
    approved = Counter(seat.vote for seat in seats)[Vote.APPROVE]
    told = (
        f"it is {record.state}, and {approved} of {len(seats)} have approved ({least} must). "
        "Correct the state or the votes"
    )
    return "state", told


def _decided(state: State) -> State:
    """Return what the votes had come to when a decision went into this state."""
    if state in HOLDING:
        return State.ACCEPTED
    return State.REJECTED if state is State.REJECTED else State.PROPOSED


def _one_sided(record: Record, approvers: list[Person], facts: Facts) -> Fault | None:
    """Return that of a joint decision only one team's people decide.

    A proposal is asked about anew, so its driver counts as they stand now.
    """
    if record.partner is None:
        return None
    if record.partner == record.team:
        return "partner", f"{record.partner} decides it already. Name the other team, or none"
    heard = {each.team for each in approvers}
    if record.state is State.PROPOSED:
        heard |= _spoken_for(record, facts)
    silent = [team for team in (record.team, record.partner) if team not in heard]
    if len(silent) > (record.state is not State.PROPOSED):
        told = f"nobody approves it for {' or '.join(silent)}. Name somebody, or no partner"
        return "people", told
    return None


def _spoken_for(record: Record, facts: Facts) -> set[str | None]:
    """Return the teams that its driver may speak for: the first, unless they have a role in one."""
    teams = {record.team, record.partner}
    return {each for each in teams if record.driver in facts.teams.get(each or "", ())} or {
        record.team
    }
