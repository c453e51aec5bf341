"""Who may act: people of this workspace, whom the transaction of their gesture asks about first."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.orm import Session

from bot.db import Transaction
from bot.errors import Refused
from bot.slack.values import Gesture, Json, Means


def refuse_outsiders(body: Json) -> None:
    """Raise Refused for people of other companies, who see our cards in shared channels.

    Source: docs.slack.dev/apis/slack-connect: their clicks reach us with their own team_id.
    """
    user, team = body.get("user"), body.get("team")
    if isinstance(user, dict) and team and user.get("team_id", team["id"]) != team["id"]:
        raise Refused("Only people of this workspace can do that. Please ask someone who is in it.")


def admitting(gesture: Gesture, means: Means) -> Transaction:
    """Return the transaction of one gesture: the first time it asks whether the person may act.

    Raises Refused as it begins if they may not. In the handler's own transaction, because one more
    for each gesture would cost as much again; a handler that needs none changes nothing.
    """
    admitted = False

    @contextmanager
    def begin() -> Iterator[Session]:
        nonlocal admitted
        with means.transaction() as session:
            if not admitted:
                _admit(session, gesture, means)
                admitted = True
            yield session

    return begin


def _admit(session: Session, gesture: Gesture, means: Means) -> None:
    means.admit(
        session, workspace_id=gesture.workspace_id, user_id=gesture.user_id, now=means.clock()
    )
