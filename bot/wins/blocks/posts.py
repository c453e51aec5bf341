"""The messages that tell wins: one a morning and channel, with the rest in its thread."""

from collections.abc import Callable, Sequence

from bot.slack import block_kit
from bot.slack.values import Json
from bot.wins.blocks.names import named
from bot.wins.models import Post, Win
from bot.wins.rules import State

CELEBRATE = "wins.celebrate"
THANK = "wins.ask_for_thanks"
MORE = "wins.more"
WHO = "who"
EDIT = "edit"
UNDO = "undo"

SHOWN = 10
"""Wins in the message itself: with their buttons they take 32 of Slack's 50 blocks."""

IN_A_REPLY = 15
"""Wins in one message of the thread: with their buttons 45 blocks."""

_TEXT_MAX = 4000
"""Bytes of text that Slack takes in an edit (chat.update, `msg_too_long`)."""

_IN_TEXT = ((20, 80), (3, 80), (3, 40), (1, 10))
"""People, and characters of the words, of each win in the text: the first with which all fit."""

Drawn = tuple[str, list[Json]]

TAKE_BACK = "wins.take_back"
CHANGE = "wins.change"

PICTURE = "wins.png"

TAKEN_BACK = "What was here was taken back."


def told_first(win: Win, sentence: str) -> Drawn:
    """Return what those are told whom a win names, before others read it."""
    return sentence, [block_kit.section(sentence), block_kit.actions(take_back(win))]


def take_back(win: Win) -> Json:
    """Return the button that takes a win back."""
    return block_kit.button("Take it back", action_id=TAKE_BACK, value=str(win.id))


def change(win: Win) -> Json:
    """Return the button that opens the form in which a win is changed."""
    return block_kit.button("Change it", action_id=CHANGE, value=str(win.id))


def message(post: Post) -> Drawn:
    """Return the message: the first wins, and how many more are in its thread."""
    wins = [each.win for each in post.told]
    standing, rest = _standing(wins[:SHOWN]), _standing(wins[SHOWN:])
    if not standing and not rest:
        return TAKEN_BACK, [block_kit.context(TAKEN_BACK)]
    more = f"{len(rest)} more {'is' if len(rest) == 1 else 'are'} in the thread." if rest else ""
    headline = _headline(len(standing) + len(rest))
    text = _fitting(standing, lambda said: f"{headline}: {said} {more}".strip())
    blocks = [
        block_kit.header(headline),
        *(block_kit.picture(name, alt=post.alt or "") for name in pictures(post)),
        *(block for win in standing for block in _drawn(win)),
        *([block_kit.context(more)] if more else []),
    ]
    return text, blocks


def pictures(post: Post) -> list[str]:
    """Return the name of its picture, if it has one that is still true.

    It is not once a win was taken back, or changed.
    """
    is_true = all(_is_as_drawn(each.win, post) for each in post.told)
    return [PICTURE] if post.alt and is_true else []


def _is_as_drawn(win: Win, post: Post) -> bool:
    unchanged = win.changed_at is None or win.changed_at <= post.posted_at
    return win.state is State.GIVEN and unchanged


def replies(post: Post) -> list[Drawn]:
    """Return the messages of the thread, each of which always has the same wins in it."""
    rest = [each.win for each in post.told][SHOWN:]
    chunks = [rest[start : start + IN_A_REPLY] for start in range(0, len(rest), IN_A_REPLY)]
    return [_reply(chunk) for chunk in chunks]


def _reply(wins: Sequence[Win]) -> Drawn:
    standing = _standing(wins)
    if not standing:
        return TAKEN_BACK, [block_kit.context(TAKEN_BACK)]
    text = _fitting(standing, lambda said: said)
    return text, [block for win in standing for block in _drawn(win)]


def _standing(wins: Sequence[Win]) -> list[Win]:
    return [win for win in wins if win.state is State.GIVEN]


def _headline(number: int) -> str:
    return "A win" if number == 1 else f"{number} wins"


def _fitting(wins: Sequence[Win], around: Callable[[str], str]) -> str:
    """Return what a screen reader, and a notification, says of them, as far as there is room."""
    texts = (around(_briefly(wins, people, width)) for people, width in _IN_TEXT)
    return next(text for text in texts if len(text.encode()) <= _TEXT_MAX)


def _briefly(wins: Sequence[Win], people: int, width: int) -> str:
    return " ".join(
        f"{named(win.people, people)}: {block_kit.quote(win.what, width)}." for win in wins
    )


def _drawn(win: Win) -> list[Json]:
    menu = [block_kit.option("Who celebrates?", f"{WHO}:{win.id}")]
    menu += [block_kit.option("Change it", f"{EDIT}:{win.id}")]
    menu += [block_kit.option("Take it back", f"{UNDO}:{win.id}")]
    return [
        block_kit.section(f"*{named(win.people)}*: {block_kit.quote(win.what)}"),
        block_kit.context(" · ".join(_details(win))),
        block_kit.actions(
            block_kit.button(
                f"Celebrate ({len(win.cheers)})" if win.cheers else "Celebrate",
                action_id=CELEBRATE,
                value=str(win.id),
            ),
            block_kit.button("Add a thank-you", action_id=THANK, value=str(win.id)),
            block_kit.overflow(menu, action_id=MORE),
        ),
    ]


def _details(win: Win) -> list[str]:
    said = [f"{win.name}, from {block_kit.mention(win.given_by)}"]
    if win.figure:
        said.append(block_kit.quote(win.figure))
    if win.value:
        said.append(block_kit.quote(win.value))
    if win.initiative:
        said.append(f"{win.initiative.name}: {block_kit.quote(win.initiative.title, 80)}")
    return said
