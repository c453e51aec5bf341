"""What one person is shown of wins: lists, one of them, and how a team was thanked."""

from collections.abc import Collection, Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.wins.blocks import posts
from bot.wins.blocks.names import named
from bot.wins.models import Win
from bot.wins.models.coverage import Coverage
from bot.wins.rules import EDIT, UNDO
from bot.wins.rules.times import COVERED_FOR

UNTHANKED_SHOWN = 30
"""People whom a lead is told by name."""


def no_team() -> str:
    """Return why the wins of somebody's team cannot be listed."""
    return "I can't tell which team is yours. `/align settings` shows them all, and who leads them."


def listed(wins: Sequence[Win], *, is_all: bool) -> str:
    """Return wins as a list in words, the newest first; they are all, or those asked for."""
    if not wins and not is_all:
        return "There are none of these. `/win list` shows all that you may read."
    if not wins:
        return "No wins yet. Type `/win` and begin: whom would you like to thank?"
    return "\n".join(f"• {_line(win)}" for win in wins)


def no_such(number: int) -> str:
    """Return why one is not shown: it is not there, was taken back, or is not for this person."""
    return f"I can't find WIN-{number}. `/win list` shows all that you may read."


def one(win: Win, may_do: Collection[str]) -> tuple[str, list[Json]]:
    """Return a win as it stands, with the buttons of what somebody `may_do` to it."""
    said = [f"{_line(win)}, from {block_kit.mention(win.given_by)}"]
    said += [block_kit.quote(each) for each in (win.figure, win.value) if each]
    if win.initiative:
        said.append(f"{win.initiative.name}: {block_kit.quote(win.initiative.title)}")
    text = " · ".join(said)
    drawn = {EDIT: posts.change(win), UNDO: posts.take_back(win)}
    buttons = [button for action, button in drawn.items() if action in may_do]
    return text, [block_kit.section(text), *([block_kit.actions(*buttons)] if buttons else [])]


def coverage(covered: Sequence[Coverage]) -> str:
    """Return what leads read of their teams: whom nobody has thanked, and nobody's number."""
    if not covered:
        return "Only leads and sponsors see this, each of their own team."
    return "\n\n".join(_covered(each) for each in covered)


def _covered(each: Coverage) -> str:
    thanked = len(each.members) - len(each.unthanked)
    said = [
        f"*{block_kit.quote(each.team.name)}*: {thanked} of {len(each.members)} "
        f"{'was' if thanked == 1 else 'were'} thanked in the last {COVERED_FOR.days} days."
    ]
    if each.unthanked:
        shown, rest = each.unthanked[:UNTHANKED_SHOWN], each.unthanked[UNTHANKED_SHOWN:]
        more = f" and {len(rest)} more" if rest else ""
        said.append(f"Not yet: {block_kit.mentions(shown)}{more}. What did they do well?")
    if each.wins:
        wins = "1 win names" if each.wins == 1 else f"{each.wins} wins name"
        said.append(f"{wins} people of the team; {each.from_others} came from another team.")
    return " ".join(said)


def _line(win: Win) -> str:
    what = block_kit.quote(win.what, 200)
    when = block_kit.day(win.given_at.date())
    return f"*{win.name}* {named(win.people)}: {what} ({when})"
