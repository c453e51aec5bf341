"""The picture of a morning's wins; without it the words go out all the same."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from bot.pictures import win_card
from bot.pictures.win_card import Card, Person
from bot.slack import block_kit
from bot.teams.models import Team
from bot.wins.models import Post, Win
from bot.wins.queries.faces import Face, find_faces

logger = logging.getLogger(__name__)


def draw(session: Session, post: Post, teams: Sequence[Team], *, now: datetime) -> bytes | None:
    """Return the picture of a post, which says what it shows; or None, and log why it has none."""
    wins = [each.win for each in post.told]
    shown = wins[: win_card.WINS]
    user_ids = {user_id for win in shown for user_id in win.people}
    faces = find_faces(session, post.workspace_id, teams, user_ids)
    title = f"Wins of {block_kit.day(now.date())}"
    card = Card(title, tuple(_drawn(win, faces) for win in shown), more=len(wins) - len(shown))
    try:
        picture = win_card.draw(card)
        post.alt = win_card.alt_text(card)
    except Exception:
        logger.exception("the picture of %s could not be drawn: its words go out", post.key)
        return None
    return picture


def _drawn(win: Win, faces: Mapping[str, Face]) -> win_card.Win:
    people = tuple(Person(faces[each].name, faces[each].team) for each in win.people)
    initiative = win.initiative.title if win.initiative else ""
    return win_card.Win(win.what, people, initiative=initiative, number=win.figure or "")
