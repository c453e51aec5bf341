"""Questions about escalations."""

from bot.escalations.queries.escalations import get_escalation

__all__ = ["get_escalation"]
