"""What becomes of the message that asked somebody: their receipt, with which they change it."""

from collections.abc import Sequence

from bot.escalations.models import Escalation
from bot.slack import block_kit
from bot.slack.values import Json
from bot.standups.blocks import prompt, words
from bot.standups.blocks.prompt import Drawn
from bot.standups.models import Line, Turn
from bot.standups.models.summaries import Spoken
from bot.standups.rules import Skip, State
from bot.standups.rules.lines import How, is_to_replan
from bot.standups.rules.questions import Flag

CELEBRATE = "standups.celebrate"
DROP = "standups.drop"

_EXCERPT = 150
"""Characters of an answer that the receipt repeats: all of it is in the form."""

_SKIPPED = {
    Skip.NOTHING_NEW: "Nothing new from you this time, thank you for saying so.",
    Skip.AWAY: "You are away, so you are not counted. `/align away` tells me for how long.",
    Skip.NOT_MINE: "I have told whoever leads it that this is not for you.",
}
_HOW = {How.DONE: "Done", How.STILL: "Still on it", How.DROPPED: "Dropped"}


def drawn(spoken: Spoken, carried: Sequence[Line], asked: Sequence[Escalation] = ()) -> Drawn:
    """Return the message of somebody's turn as it is now."""
    turn = spoken.turn
    if turn.is_heard:
        return receipt(spoken, asked)
    if turn.state is State.SKIPPED:
        return passed(turn)
    if turn.round.closed_at is not None:
        return over(turn)
    return prompt.asking(turn, carried)


def receipt(spoken: Spoken, asked: Sequence[Escalation] = ()) -> Drawn:
    """Return what becomes of the message of somebody who has answered, and can change it.

    Who asks nothing of others reads what was `asked` of their own team.
    """
    turn = spoken.turn
    said = f"{words.headline(turn.round)}: you have answered, thank you."
    shown = [f"*{said}*", *(_said(spoken) or ["All goes as planned."])]
    return said, [
        *(block_kit.section(each) for each in words.paragraphs(shown)),
        *_replans(spoken),
        *_asked_of(spoken, asked),
        block_kit.actions(*_afterwards(spoken)),
    ]


def passed(turn: Turn) -> Drawn:
    """Return what becomes of the message of somebody who skips this one."""
    said = f"{words.headline(turn.round)}: {_SKIPPED[turn.skipped_because or Skip.NOTHING_NEW]}"
    buttons = [_answer(turn, "Answer after all")]
    return said, [block_kit.section(said), block_kit.actions(*buttons)]


def over(turn: Turn) -> Drawn:
    """Return what becomes of the message of somebody who has not answered in time."""
    said = f"{words.headline(turn.round)} is over. You can still add yours for a week."
    return said, [block_kit.section(said), block_kit.actions(_answer(turn, "Answer late"))]


def _said(spoken: Spoken) -> list[str]:
    """Return what somebody said, a line each, short."""
    turn, found = spoken.turn, []
    for how, label in _HOW.items():
        if lines := spoken.lines(how):
            found.append(f"*{label}:* {_in_short([line.words for line in lines])}")
    if spoken.planned:
        found.append(f"*Next:* {_in_short([line.words for line in spoken.planned])}")
    for question in turn.round.questions:
        answer = turn.answers.get(question.key)
        if not answer or (question.flag is Flag.PLAN and spoken.planned):
            continue
        said = [answer] if isinstance(answer, str) else answer
        said = [line for each in said for line in each.splitlines()]
        found.append(f"*{block_kit.quote(question.words)}* {_in_short(said)}")
    found += [
        f"*Blocked:* {each.escalation.name}, {block_kit.quote(each.escalation.stuck, _EXCERPT)}"
        for each in spoken.blockers
    ]
    return found


def _in_short(said: Sequence[str]) -> str:
    return block_kit.quote(", ".join(each for each in said if each), _EXCERPT)


def _replans(spoken: Spoken) -> list[Json]:
    """Return what asks about the first thing that was carried over so often."""
    for line in spoken.lines(How.STILL):
        if is_to_replan(line.times_carried):
            said = (
                f"You have carried this over {line.times_carried} times: "
                f"*{block_kit.quote(line.words, _EXCERPT)}*. Is it still worth it? With Edit you "
                "can plan something smaller in its place."
            )
            value = f"{spoken.turn.id}:{line.id}"
            drop = block_kit.button("Drop it", action_id=DROP, value=value)
            return [block_kit.section(said, accessory=drop)]
    return []


def _asked_of(spoken: Spoken, asked: Sequence[Escalation]) -> list[Json]:
    if spoken.blockers or not asked:
        return []
    lines = [
        f"• {block_kit.quote(each.raising_team.name)}: {block_kit.quote(each.ask, _EXCERPT)} "
        f"({each.name})"
        for each in asked
    ]
    return [block_kit.section("\n".join(["*Your team is asked:*", *lines]))]


def _afterwards(spoken: Spoken) -> list[Json]:
    turn, asked = spoken.turn, spoken.turn.round
    value = str(turn.id)
    buttons = [block_kit.button("Edit", action_id=prompt.ANSWER, value=value)]
    if spoken.words(Flag.WIN, asked) and asked.tried_by is None:
        buttons.append(block_kit.button("Celebrate it", action_id=CELEBRATE, value=value))
    is_stuck = spoken.words(Flag.BLOCKER, asked) and not spoken.blockers
    label = "Ask for help with it" if is_stuck else "Blocked"
    if asked.tried_by is None:
        buttons.append(block_kit.button(label, action_id=prompt.BLOCKED, value=value))
    return buttons


def _answer(turn: Turn, label: str) -> Json:
    return block_kit.button(label, action_id=prompt.ANSWER, value=str(turn.id))
