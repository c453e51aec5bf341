"""What channels and people are told of wins."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot import nudges, outbox
from bot.nudges.queries.waiting import find_told
from bot.wins import queries
from bot.wins.blocks import posts as blocks
from bot.wins.blocks import sentences
from bot.wins.models import Post, Win
from bot.wins.operations.editing import Edited


def announce(session: Session, win: Win, *, now: datetime) -> None:
    """Tell those whom a win names, before anybody else reads it."""
    _tell_first(session, win, win.people, "", now)


def announce_anew(session: Session, win: Win, *, now: datetime) -> None:
    """Tell those of them who were not told yet: in place of what waits for them, or was withdrawn.

    Each of them is told of a win once, whatever becomes of it later.
    """
    told = find_told(session, win.workspace_id, [about(win, each) for each in win.people])
    others = [each for each in win.people if about(win, each) not in told]
    _tell_first(session, win, others, f":{now:%Y%m%dT%H%M%S.%f}", now)


def about(win: Win, user_id: str) -> str:
    """Return what somebody is told about when they are told of a win."""
    return f"{win.name}:{user_id}"


def _tell_first(
    session: Session, win: Win, user_ids: Sequence[str], time: str, now: datetime
) -> None:
    told = [
        nudges.Nudge(
            f"{win.name}:first:{user_id}{time}",
            user_id,
            *blocks.told_first(win, sentences.told_first(win)),
            urgent=win.sent_at is not None,
            owner_id=win.given_by,
            about=about(win, user_id),
        )
        for user_id in user_ids
    ]
    nudges.nudge(session, *told, workspace_id=win.workspace_id, now=now)


def tell_changed(session: Session, edited: Edited, *, now: datetime) -> None:
    """Correct what was told of a win, and let those in it know; who is no more in it need not."""
    win = edited.win
    gone = [f"{win.name}:{user_id}" for user_id in edited.gone]
    nudges.withdraw_about(session, *gone, workspace_id=win.workspace_id, now=now)
    told = [
        nudges.Nudge(
            f"{win.name}:changed:{now:%Y%m%dT%H%M%S.%f}:{user_id}",
            user_id,
            *blocks.told_first(win, sentence),
            owner_id=win.given_by,
            about=f"{win.name}:{user_id}",
        )
        for user_id in win.people
        for sentence in [sentences.told_again(win, is_new=user_id in edited.added)]
    ]
    nudges.nudge(session, *told, workspace_id=win.workspace_id, now=now)
    _redraw_thanks(session, win, now)
    redraw(session, win, now=now)


def post(session: Session, told: Post, *, picture: bytes | None = None, now: datetime) -> None:
    """Write down the message of a post, with its picture, and the rest for its thread."""
    files = [outbox.File(blocks.PICTURE, picture)] if picture else []
    draft = outbox.Draft(told.key, told.channel_id, *blocks.message(told), files=files)
    outbox.post(session, draft, workspace_id=told.workspace_id, now=now)
    replies = [outbox.Reply(told.key, key, *drawn) for key, drawn in _replies(told)]
    if replies:
        outbox.reply(session, *replies, workspace_id=told.workspace_id, now=now)


def redraw(session: Session, win: Win, *, now: datetime) -> None:
    """Let every message that tells a win show how it stands now."""
    for each in queries.find_posts_of(session, win):
        changes = [outbox.Change(each.key, *blocks.message(each), files=blocks.pictures(each))]
        changes += [outbox.Change(key, *drawn) for key, drawn in _replies(each)]
        outbox.update(session, *changes, workspace_id=each.workspace_id, now=now)


def tell_undone(session: Session, win: Win, *, now: datetime) -> None:
    """Correct what was told of a win, with what stands below it, and tell nobody any more."""
    subjects = [about(win, user_id) for user_id in (*win.people, win.given_by)]
    nudges.withdraw_about(session, *subjects, workspace_id=win.workspace_id, now=now)
    redraw(session, win, now=now)
    posts, thanks = queries.find_posts_of(session, win), queries.list_thanks(session, win)
    keys = [_thanks_key(win, said.view_id, told) for told in posts for said in thanks]
    taken_back = [outbox.Change(key, blocks.TAKEN_BACK) for key in keys]
    outbox.update(session, *taken_back, workspace_id=win.workspace_id, now=now)


def tell_restored(session: Session, win: Win, *, now: datetime) -> None:
    """Let what was corrected read as before, and tell those whom nothing was told meanwhile."""
    _redraw_thanks(session, win, now)
    redraw(session, win, now=now)
    announce_anew(session, win, now=now)


def _redraw_thanks(session: Session, win: Win, now: datetime) -> None:
    """Let the thank-yous below a win name those who are in it now."""
    posts, thanks = queries.find_posts_of(session, win), queries.list_thanks(session, win)
    said_again = [
        outbox.Change(
            _thanks_key(win, said.view_id, told),
            sentences.thanked(win, by=said.user_id, words=said.words),
        )
        for told in posts
        for said in thanks
    ]
    outbox.update(session, *said_again, workspace_id=win.workspace_id, now=now)


def tell_thanks(
    session: Session, win: Win, *, by: str, words: str, view_id: str, now: datetime
) -> None:
    """Put a thank-you below every message that tells the win."""
    text = sentences.thanked(win, by=by, words=words)
    said = [
        outbox.Reply(each.key, _thanks_key(win, view_id, each), text)
        for each in queries.find_posts_of(session, win)
    ]
    if said:
        outbox.reply(session, *said, workspace_id=win.workspace_id, now=now)


def _thanks_key(win: Win, view_id: str, told: Post) -> str:
    return f"{win.name}:thanks:{view_id}:{told.channel_id}"


def _replies(told: Post) -> Iterator[tuple[str, blocks.Drawn]]:
    for number, drawn in enumerate(blocks.replies(told), start=1):
        yield f"{told.key}:{number}", drawn
