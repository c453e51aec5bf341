"""Escalations, who takes part in them, the ladders they climb, and everything that happened."""

from bot.escalations.models.escalations import Escalation, Participant
from bot.escalations.models.events import EscalationEvent, standing
from bot.escalations.models.ladders import Ladder

__all__ = ["Escalation", "EscalationEvent", "Ladder", "Participant", "standing"]
