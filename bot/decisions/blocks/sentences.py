"""How a decision stands, in a sentence."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from bot.decisions.models import Decision, Participant
from bot.decisions.rules import Part, State, Vote
from bot.slack import block_kit

EXCERPT = 200
REASON = 300
_VOTES, _VOTE_REASON = 5, 60
"""Of a proposal: with a title and an excerpt they fit into the 4,000 bytes of text that Slack takes
in an edit (chat.update, `msg_too_long`), whatever was typed."""

VOTED = {Vote.APPROVE: "approved", Vote.REJECT: "rejected", Vote.ABSTAIN: "abstained"}

STATES = {
    State.PROPOSED: "proposed by",
    State.ACCEPTED: "decided by",
    State.REJECTED: "rejected, proposed by",
    State.SUPERSEDED: "superseded, decided by",
    State.REVERSED: "reversed, decided by",
    State.EXPIRED: "expired, proposed by",
    State.WITHDRAWN: "withdrawn, proposed by",
}

RESTRICTED = "1 restricted decision"
"""What is said of one in a place where its words may not be read."""


def headline(decision: Decision) -> str:
    """Return which decision it is, how it stands, and of whom."""
    teams = " and ".join(team.name for team in decision.teams)
    return f"{decision.name}, {STATES[decision.state]} {teams}"


def sentence(decision: Decision) -> str:
    """Return how it stands: who did what, and when, or who has to do something."""
    return _SENTENCES[decision.state](decision)


def banner(decision: Decision) -> str | None:
    """Return what stands above all else: that something else holds now, or may soon."""
    successor = decision.successor
    if decision.state in {State.SUPERSEDED, State.REVERSED}:
        did = "Superseded" if decision.state is State.SUPERSEDED else "Reversed"
        return f":warning: *{did} by {_successor(decision)}*"
    if successor and successor.state is State.PROPOSED:
        return f"{_named(successor)} is proposed to take its place."
    return None


def accepted(decision: Decision) -> str:
    """Return who decided it, and when; all who approved it, the last vote last."""
    at = decision.accepted_at or decision.proposed_at
    approvals = [each for each in decision.in_part(Part.APPROVER) if each.vote is Vote.APPROVE]
    if not approvals:
        who = block_kit.mention(decision.accepted_by or decision.driver_id)
        return f"Decided by {who}, {block_kit.moment(at)}."
    in_order = sorted(approvals, key=lambda each: each.voted_at or at)
    who = block_kit.mentions(each.voted_by or each.user_id for each in in_order)
    return f"Approved by {who}, {block_kit.moment(at)}."


def rule(decision: Decision) -> str:
    """Return how many have to approve it: `2 of the 3 have to approve`."""
    many, needed = len(decision.in_part(Part.APPROVER)), decision.needed
    joint = ", at least one of each team" if decision.partner else ""
    if many == 1:
        return f"has to approve{joint}"
    if needed is None or needed == many:
        return f"all have to approve{joint}"
    return f"{needed} of the {many} {'has' if needed == 1 else 'have'} to approve{joint}"


def _waiting(decision: Decision) -> str:
    silent = [each for each in decision.in_part(Part.APPROVER) if each.vote is None]
    if not silent:
        driver = block_kit.mention(decision.driver_id)
        return f"Nobody is left to decide: {driver} has to choose others, or withdraw it."
    waits = block_kit.mentions(each.user_id for each in silent)
    if len(decision.in_part(Part.APPROVER)) == 1:
        return f"Waits for {waits}, who {rule(decision)}."
    return f"Waits for {waits}: {rule(decision)}."


def _votes(decision: Decision) -> Iterator[str]:
    """Yield who said what so far, the newest of them: the history has all."""
    voted = [each for each in decision.in_part(Part.APPROVER) if each.vote]
    for each in voted[-_VOTES:]:
        if each.voted_by:
            yield f"{said(each)}{_because(each.because, _VOTE_REASON)}"
        else:
            yield f"{block_kit.mention(each.user_id)} has left."
    if len(voted) > _VOTES:
        yield f"{len(voted) - _VOTES} more have voted."


def said(seat: Participant) -> str:
    """Return what an approver said, and when; also who said it in their place."""
    who = block_kit.mention(seat.voted_by or seat.user_id)
    for_whom = f" for {block_kit.mention(seat.user_id)}" if seat.voted_by != seat.user_id else ""
    did = VOTED[seat.vote] if seat.vote else "said nothing"
    return f"{who} {did}{for_whom}, {_moment(seat.voted_at)}"


def _unread(decision: Decision) -> Iterator[str]:
    informed = decision.in_part(Part.INFORMED)
    if informed:
        read = sum(each.acknowledged_at is not None for each in informed)
        yield f"Read by {read} of {len(informed)}."


def _successor(decision: Decision) -> str:
    successor = decision.successor
    named = _named(successor) if successor else "another one"
    return f"{named}, {block_kit.moment(decision.state_at)}."


def _named(decision: Decision) -> str:
    """Return a decision by its name; its words may not be for everybody who reads this."""
    if decision.restricted_to is not None:
        return decision.name
    return f"{decision.name} ({block_kit.quote(decision.title, EXCERPT)})"


def names(decisions: Sequence[Decision]) -> str:
    """Return decisions by their names, as a list in words."""
    return ", ".join(each.name for each in decisions)


def _who_and_when(decision: Decision) -> str:
    who = block_kit.mention(decision.state_by) if decision.state_by else "nobody"
    return f"{who}, {block_kit.moment(decision.state_at)}"


def _because(why: str | None, limit: int = REASON) -> str:
    return f": “{block_kit.quote(why, limit)}”." if why else "."


def _moment(at: datetime | None) -> str:
    return block_kit.moment(at) if at else "at some time"


def _proposed(decision: Decision) -> str:
    return " ".join([_waiting(decision), *_votes(decision)])


def _holding(decision: Decision) -> str:
    return " ".join([accepted(decision), *_unread(decision)])


def _superseded(decision: Decision) -> str:
    return f"{accepted(decision)} *Superseded by {_successor(decision)}*"


def _reversed(decision: Decision) -> str:
    return f"{accepted(decision)} *Reversed by {_successor(decision)}*"


def _rejected(decision: Decision) -> str:
    return f"Rejected by {_who_and_when(decision)}{_because(decision.state_because)}"


def _expired(decision: Decision) -> str:
    return f"Expired, {block_kit.moment(decision.state_at)}: nobody decided in 30 days."


def _withdrawn(decision: Decision) -> str:
    return f"Withdrawn by {_who_and_when(decision)}{_because(decision.state_because)}"


_SENTENCES: Mapping[State, Callable[[Decision], str]] = {
    State.PROPOSED: _proposed,
    State.ACCEPTED: _holding,
    State.REJECTED: _rejected,
    State.SUPERSEDED: _superseded,
    State.REVERSED: _reversed,
    State.EXPIRED: _expired,
    State.WITHDRAWN: _withdrawn,
}
