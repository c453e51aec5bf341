"""Escalations, who takes part in them, the ladders they climb, and everything that happened."""

from bot.escalations.models.escalations import Escalation
from bot.escalations.models.events import EscalationEvent, standing
from bot.escalations.models.ladders import Ladder
from bot.escalations.models.participants import Participant
from bot.escalations.models.reports import Report

__all__ = ["Escalation", "EscalationEvent", "Ladder", "Participant", "Report", "standing"]
