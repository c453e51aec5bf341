"""The card of a decision: one in each team's channel, or in the private one it belongs to."""

from collections.abc import Sequence

from bot.decisions.blocks import sentences
from bot.decisions.models import Decision
from bot.decisions.rules import ENDS, Part, State
from bot.decisions.rules.titles import is_message
from bot.slack import block_kit
from bot.slack.values import Json

APPROVE = "decisions.approve"
REJECT = "decisions.reject"
ASK = "decisions.ask"
MORE = "decisions.more"
ACKNOWLEDGE = "decisions.acknowledge"
AMEND = "decisions.amend"
SUPERSEDE = "decisions.supersede"
SHOW = "decisions.show"

ABSTAIN, DELEGATE, PEOPLE, WITHDRAW = "abstain", "delegate", "people", "withdraw"
AMENDS, SUPERSEDES, REVERSES, HISTORY = "amend", "supersede", "reverse", "history"

_WHILE_PROPOSED = {
    ABSTAIN: "Abstain",
    DELEGATE: "Let somebody else decide",
    PEOPLE: "Change who takes part",
    WITHDRAW: "Withdraw it",
    HISTORY: "History",
}
_WHILE_ACCEPTED = {
    AMENDS: "Amend it",
    SUPERSEDES: "Supersede it",
    REVERSES: "Reverse it",
    HISTORY: "History",
}

Drawn = tuple[str, list[Json]]
"""A message's text, for notifications and screen readers, and its blocks."""


def card(decision: Decision) -> Drawn:
    """Return the text and the blocks of a decision, with what can be done to it."""
    return text(decision), [*body(decision), *buttons(decision)]


def text(decision: Decision) -> str:
    """Return what a notification, and a screen reader, says of the whole card."""
    what = block_kit.quote(decision.what, sentences.EXCERPT)
    return (
        f"{block_kit.quote(sentences.headline(decision))}: {block_kit.quote(decision.title)}. "
        f"“{what}” {sentences.sentence(decision)}"
    )


def body(decision: Decision) -> list[Json]:
    """Return what the card says, without its buttons."""
    banner = sentences.banner(decision)
    stands = sentences.accepted(decision) if decision.state in ENDS.values() else None
    return [
        block_kit.header(sentences.headline(decision)),
        *([block_kit.section(banner)] if banner else []),
        block_kit.words(decision.title),
        *_words("What and why", decision.what if decision.what != decision.title else None),
        *_words("Rejected options", decision.rejected),
        block_kit.section(stands or sentences.sentence(decision)),
        block_kit.context(origin(decision)),
    ]


METADATA = "card"
"""Of a card that stands in a modal: what is done to it there is shown there."""


def modal(decision: Decision) -> Json:
    """Return the card as a modal, with the same buttons."""
    return block_kit.modal(
        decision.name,
        [*body(decision), *buttons(decision)],
        callback_id="decisions.card",
        submit=None,
        metadata=METADATA,
        close="Close",
    )


def restricted(decision: Decision) -> Drawn:
    """Return what somebody is shown who may not read its words."""
    driver = block_kit.mention(decision.driver_id)
    said = (
        f"{decision.name} is restricted: only the members of the private channel where it was "
        f"written down read it. Ask {driver} to invite you there."
    )
    return said, [block_kit.section(said)]


def origin(decision: Decision) -> str:
    """Return who drives it since when, what it is part of, and where it came from."""
    driver, when = block_kit.mention(decision.driver_id), block_kit.moment(decision.proposed_at)
    parts = [f"Driven by {driver}, {when}"]
    if decision.follows and decision.follows_as:
        parts.append(f"{FOLLOWS[decision.follows_as]} {decision.follows.name}")
    if decision.initiative:
        parts.append(f"Part of {decision.initiative.name}")
    if decision.permalink:
        parts.append(f"<{decision.permalink}|The message>")
    elif decision.source and not is_message(decision.source):
        parts.append(f"From {decision.source}")
    if decision.review_on and decision.state in {State.PROPOSED, State.ACCEPTED}:
        parts.append(f"Review {block_kit.day(decision.review_on)}")
    if contributors := decision.in_part(Part.CONTRIBUTOR):
        parts.append(f"With {block_kit.mentions(each.user_id for each in contributors)}")
    if decision.restricted_to:
        parts.append("Restricted to the members of this channel")
    return " · ".join(parts)


FOLLOWS = {"amend": "Amends", "supersede": "Supersedes", "reverse": "Reverses"}


def buttons(decision: Decision) -> Sequence[Json]:
    """Return what can be done to it now; once it has ended, only its history is there."""
    value = str(decision.id)
    if decision.state is State.PROPOSED:
        return [
            block_kit.actions(
                block_kit.button("Approve", action_id=APPROVE, value=value, style="primary"),
                block_kit.button("Reject", action_id=REJECT, value=value),
                block_kit.button("Ask", action_id=ASK, value=value),
                _menu(decision, _WHILE_PROPOSED),
            )
        ]
    if decision.state is State.ACCEPTED:
        return [block_kit.actions(_menu(decision, _WHILE_ACCEPTED))]
    return []


def _menu(decision: Decision, verbs: dict[str, str]) -> Json:
    options = [block_kit.option(label, f"{verb}:{decision.id}") for verb, label in verbs.items()]
    return block_kit.overflow(options, action_id=MORE)


def _words(label: str, words: str | None) -> list[Json]:
    return [block_kit.section(f"*{label}*"), block_kit.words(words)] if words else []
