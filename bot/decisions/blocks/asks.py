"""What somebody is told directly of a decision: what they have to do, or what has happened."""

from bot.decisions.blocks import card, sentences
from bot.decisions.blocks.card import Drawn
from bot.decisions.models import Decision, Participant
from bot.slack import block_kit


def to_approve(decision: Decision, why: str) -> Drawn:
    """Return what asks an approver, or who stands in for one, and `why` they."""
    text, blocks = card.card(decision)
    return f"{why} {text}", [block_kit.section(why), *blocks]


def why_approver(decision: Decision) -> str:
    """Return why somebody is asked to approve."""
    return f"{block_kit.mention(decision.driver_id)} asks you to approve {decision.name}."


def why_stand_in(decision: Decision, seat: Participant) -> str:
    """Return why somebody is asked to approve in another's place, and until when."""
    until = f" until {block_kit.moment(seat.stand_in_until)}" if seat.stand_in_until else ""
    return f"{block_kit.mention(seat.user_id)} asks you to decide on {decision.name}{until}."


def restricted(decision: Decision, user_id: str) -> Drawn:
    """Return what somebody is told who has a part in one whose words they may not read."""
    driver = block_kit.mention(decision.driver_id)
    if user_id == decision.driver_id:
        said = (
            f"{sentences.RESTRICTED} that you drive, {decision.name}, has moved on or waits for "
            "you, but you are not in its private channel: ask somebody there to invite you."
        )
        return said, [block_kit.section(said)]
    said = (
        f"{driver} wants you in {sentences.RESTRICTED}, {decision.name}, but you are not in its "
        f"private channel: ask {driver} to invite you there."
    )
    return said, [block_kit.section(said)]


def to_contribute(decision: Decision) -> Drawn:
    """Return what asks somebody for what they know before it is decided."""
    driver, where = block_kit.mention(decision.driver_id), block_kit.channel(_place(decision))
    why = f"{driver} wants your view on {decision.name}: answer below its card in {where}."
    return f"{why} {card.text(decision)}", [block_kit.section(why), *card.body(decision)]


def to_acknowledge(decision: Decision) -> Drawn:
    """Return what informs somebody, with the button that says they have read it."""
    why = f"{decision.name} concerns you. Please press *Acknowledge* when you have read it."
    button = block_kit.button(
        "Acknowledge", action_id=card.ACKNOWLEDGE, value=str(decision.id), style="primary"
    )
    blocks = [block_kit.section(why), *card.body(decision), block_kit.actions(button)]
    return f"{why} {card.text(decision)}", blocks


def settled(decision: Decision) -> str:
    """Return what the driver is told when their proposal is decided, or has ended."""
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    return f"{decision.name}, “{title}”: {sentences.sentence(decision)}"


def stuck(decision: Decision) -> str:
    """Return what the driver is told when no vote that is left could accept it."""
    return (
        f"{decision.name} can't be approved any more: too many abstained. Choose others "
        "(… → Change who takes part), or withdraw it."
    )


def still_waiting(decision: Decision) -> str:
    """Return what the driver is told when some have not answered in a week."""
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    return (
        f"{decision.name}, “{title}”, waits for a week now. {sentences.sentence(decision)} You can "
        "ask them yourself, or choose others (… → Change who takes part)."
    )


def ends_soon(decision: Decision) -> str:
    """Return what the driver is told a week before a proposal expires."""
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    return (
        f"{decision.name}, “{title}”, expires in a week if nobody decides. "
        f"{sentences.sentence(decision)}"
    )


def inherited(decision: Decision) -> str:
    """Return what somebody is told who drives it in place of who has left."""
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    return (
        f"{decision.name}, “{title}”, is yours to drive: whoever drove it has left. "
        f"{sentences.sentence(decision)}"
    )


def replaced(decision: Decision) -> str:
    """Return what the driver of one is told that another one has taken the place of."""
    title = block_kit.quote(decision.title, sentences.EXCERPT)
    banner = sentences.banner(decision) or ""
    return f"{decision.name}, “{title}”, holds no more. {banner}"


def question(decision: Decision, *, by: str, words: str) -> str:
    """Return what somebody wants to know before it is decided."""
    driver, asked = block_kit.mention(decision.driver_id), block_kit.quote(words)
    return f"{block_kit.mention(by)} asks {driver} about {decision.name}: “{asked}”"


def _place(decision: Decision) -> str:
    return decision.restricted_to or decision.team.channel_id
