"""A workspace to test in, without asking Slack whose token it is."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.installations import operations
from bot.installations.models import Workspace
from tests.clock import MONDAY_MORNING


def install(
    session: Session,
    *,
    slack_id: str = "T1",
    name: str = "Acme",
    bot_user_id: str = "UBOT",
    now: datetime = MONDAY_MORNING,
) -> Workspace:
    """Install a workspace; a second one needs a `slack_id` of its own."""
    return operations.install(
        session,
        slack_id=slack_id,
        enterprise_id=None,
        name=name,
        bot_user_id=bot_user_id,
        bot_id="B1",
        now=now,
    )
