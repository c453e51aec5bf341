"""Stand-ups, their rounds, and what people said in them."""

from bot.standups.models.blockers import Blocker
from bot.standups.models.lines import Line, LineReport
from bot.standups.models.reports import ReportRequest
from bot.standups.models.rounds import Mood, Round
from bot.standups.models.standups import Standup, StandupTeam
from bot.standups.models.turns import Draft, Habit, Turn

__all__ = [
    "Blocker",
    "Draft",
    "Habit",
    "Line",
    "LineReport",
    "Mood",
    "ReportRequest",
    "Round",
    "Standup",
    "StandupTeam",
    "Turn",
]
