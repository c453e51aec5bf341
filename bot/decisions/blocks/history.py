"""What happened to a decision, oldest first."""

from collections.abc import Mapping, Sequence

from bot.decisions.blocks import sentences
from bot.decisions.models import Decision, DecisionEvent
from bot.decisions.rules import Move
from bot.slack import block_kit
from bot.slack.values import Json

SHOWN = 50
"""Moves that are shown, the newest: Slack takes 100 blocks in a modal."""

_DID: Mapping[Move, str] = {
    Move.PROPOSE: "proposed it",
    Move.RECORD: "recorded it",
    Move.APPROVE: "approved",
    Move.REJECT: "rejected",
    Move.ABSTAIN: "abstained",
    Move.ASK: "asked",
    Move.DELEGATE: "let somebody else decide",
    Move.CHANGE_PEOPLE: "changed who takes part",
    Move.WITHDRAW: "withdrew it",
    Move.ACKNOWLEDGE: "has read it",
    Move.KEEP: "looked at it again: it holds",
    Move.REPLACE: "put another one in its place",
    Move.REVERSE: "reversed it",
    Move.REMIND: "reminded those it waits for",
    Move.EXPIRE: "let it expire",
    Move.INHERIT: "gave it to somebody else to drive, as its driver has left",
}


def history(decision: Decision, events: Sequence[DecisionEvent]) -> Json:
    """Return the modal that shows every move: who, when, why."""
    shown = events[-SHOWN:]
    more = len(events) - len(shown)
    return block_kit.modal(
        f"{decision.name}: history",
        [
            block_kit.words(decision.title),
            block_kit.section(sentences.sentence(decision)),
            *([block_kit.context(f"{more} earlier moves are not shown.")] if more else []),
            *(block_kit.section(_line(each)) for each in shown),
        ],
        callback_id="decisions.history",
        submit=None,
        close="Close",
    )


def _line(event: DecisionEvent) -> str:
    why = f": {_why(event)}" if event.why else "."
    return f"{block_kit.moment(event.at)}: {_did(event)}{why}"


def _did(event: DecisionEvent) -> str:
    if event.by is None and event.move is Move.ABSTAIN:
        return "Lockstep let those abstain who have left"
    who = block_kit.mention(event.by) if event.by else "Lockstep"
    return f"{who} {_DID[event.move]}"


def _why(event: DecisionEvent) -> str:
    if event.move in {Move.DELEGATE, Move.INHERIT}:
        return f"{block_kit.mention(event.why or '')}."
    return f"“{block_kit.quote(event.why or '', sentences.REASON)}”."
