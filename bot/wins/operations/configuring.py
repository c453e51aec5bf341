"""What leads choose for the wins of a workspace."""

from collections.abc import Collection
from typing import Any

from sqlalchemy.orm import Session

from bot.errors import Refused
from bot.installations.queries import lock_workspace
from bot.permissions import ANY, Role, may
from bot.tables import per_dialect, table
from bot.wins import queries
from bot.wins.models import Settings
from bot.wins.rules import CONFIGURE, PERMISSIONS
from bot.wins.rules.choices import Choices


class NotAllowed(Refused):
    """Only leads and sponsors choose for all."""


class ChosenMeanwhile(Refused):
    """Somebody else has chosen since the form was drawn; `current` is what."""

    def __init__(self, current: Choices) -> None:
        super().__init__("Somebody else changed this meanwhile.")
        self.current = current


def may_choose(roles: Collection[Role]) -> bool:
    """Return whether somebody with these roles in the teams chooses for all."""
    return may(PERMISSIONS, CONFIGURE, ANY, roles)


def choose(
    session: Session, workspace_id: int, mine: Choices, *, seen: Choices, roles: Collection[Role]
) -> None:
    """Let it be as somebody with `roles` has chosen, who was shown what was `seen`.

    Raises NotAllowed, ChosenMeanwhile.
    """
    if not may_choose(roles):
        raise NotAllowed("Only the leads and sponsors of your teams change this.")
    lock_workspace(session, workspace_id)
    current = queries.get_choices(session, workspace_id)
    if current != seen:
        raise ChosenMeanwhile(current)
    row = {
        "workspace_id": workspace_id,
        "values": list(mine.values),
        "emoji": mine.emoji,
        "rhythm": mine.rhythm,
    }
    session.connection().execute(_put(session), row)


@per_dialect
def _put(insert: Any) -> Any:
    statement = insert(table(Settings))
    put = {name: statement.excluded[name] for name in ("values", "emoji", "rhythm")}
    return statement.on_conflict_do_update(index_elements=["workspace_id"], set_=put)
