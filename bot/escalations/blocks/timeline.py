"""Everything that happened to an escalation, a line each."""

from collections.abc import Callable, Mapping, Sequence

from bot.escalations.blocks import status
from bot.escalations.models import Escalation, EscalationEvent
from bot.escalations.rules import Move, Why
from bot.slack import block_kit
from bot.slack.values import Json

LINES_MAX = 60
"""Events that are shown, the newest: a modal takes 100 blocks."""

_WORDS = 300
"""Characters of somebody's words in a line."""

_PASSED = {
    Why.EMPTY: "nobody is there",
    Why.AWAY: "all are away",
    Why.UNREACHABLE: "nothing can be posted in the channel",
    Why.SAME: "all had just been asked, or asked themselves",
}


def timeline(escalation: Escalation, events: Sequence[EscalationEvent]) -> Json:
    """Return the modal with what happened, the oldest first."""
    shown = events[-LINES_MAX:]
    earlier = len(events) - len(shown)
    said = [f"{earlier} earlier events are not shown."] if earlier else []
    lines = [*said, *(_line(escalation, event) for event in shown)]
    return block_kit.modal(
        f"Timeline of {escalation.name}",
        [block_kit.section(line) for line in lines],
        callback_id="notice",
        submit=None,
        close="Close",
    )


def _line(escalation: Escalation, event: EscalationEvent) -> str:
    when, why = block_kit.moment(event.at), block_kit.quote(event.why or "", _WORDS)
    said = f"*{when}*  {_SAID[event.move](escalation, event)}"
    said = f"{said}: “{why}”" if why else f"{said}."
    return f"{said}{_passed(escalation, event)}"


def _passed(escalation: Escalation, event: EscalationEvent) -> str:
    ladder = escalation.ladder.rule
    lines = [
        f"\n_Passed over:_ {status.whom(ladder.level(min(level, ladder.last)), escalation)}, "
        f"because {_PASSED[Why(why)]}."
        for level, why in event.passed or ()
    ]
    return "".join(lines)


def _who(event: EscalationEvent) -> str:
    return block_kit.mention(event.by) if event.by else "The clock"


def _by(did: str) -> Callable[[Escalation, EscalationEvent], str]:
    return lambda _escalation, event: f"{_who(event)} {did}"


def _level(escalation: Escalation, event: EscalationEvent) -> str:
    ladder = escalation.ladder.rule
    return status.whom(ladder.level(min(event.level, ladder.last)), escalation)


def _acknowledged(_escalation: Escalation, event: EscalationEvent) -> str:
    return f"{_who(event)} took it"


def _handed_over(_escalation: Escalation, event: EscalationEvent) -> str:
    to = event.changed.get("acknowledged_by")
    return f"{_who(event)} handed it over{f' to {block_kit.mention(to)}' if to else ''}"


def _accepted(_escalation: Escalation, event: EscalationEvent) -> str:
    if event.by:
        return f"{_who(event)} accepted the answer"
    return "Nobody objected to the answer for two working days, so it counts as accepted"


def _advanced(escalation: Escalation, event: EscalationEvent) -> str:
    if any(why == Why.UNREACHABLE for _level, why in event.passed or ()):
        return f"I asked {_level(escalation, event)}"
    return f"Nobody answered in time, so I asked {_level(escalation, event)}"


def _released(escalation: Escalation, event: EscalationEvent) -> str:
    if "acknowledged_by" in event.changed:
        return "Whoever had it was not there any more, so I asked again"
    return f"{status.closed_teams(escalation)}, so I asked {_level(escalation, event)}"


def _jumped(escalation: Escalation, event: EscalationEvent) -> str:
    return f"{_who(event)} moved it up to {_level(escalation, event)}"


_SAID: Mapping[Move, Callable[[Escalation, EscalationEvent], str]] = {
    Move.RAISE: _by("raised it"),
    Move.JOIN: _by("has the same problem"),
    Move.ACKNOWLEDGE: _acknowledged,
    Move.PROMISE: _by("promised another time"),
    Move.HAND_OVER: _handed_over,
    Move.REDIRECT: _by("gave it to another team"),
    Move.SNOOZE: _by("put it off"),
    Move.ASK_BACK: _by("needed to know more"),
    Move.REPLY: _by("replied"),
    Move.ANSWER: _by("answered"),
    Move.ACCEPT: _accepted,
    Move.REOPEN: _by("reopened it"),
    Move.WITHDRAW: _by("withdrew it"),
    Move.JUMP: _jumped,
    Move.CHANGE_LADDER: _by("changed the ladder of the two teams"),
    Move.ADVANCE: _advanced,
    Move.REMIND: lambda _escalation, _event: "I reminded whoever has to act",
    Move.POSTPONE: lambda _escalation, _event: (
        "I gave those who are asked more time: they were told late, or were not at work"
    ),
    Move.WAKE: lambda _escalation, _event: "It was no longer put off",
    Move.RELEASE: _released,
    Move.INHERIT: lambda _escalation, _event: (
        "Whoever asked has left, so somebody else judges the answer"
    ),
}
