"""What somebody is to the workspace, and how Slack is asked who is here."""

from bot.people.rules.standing import NotAdmitted, Standing, admit

__all__ = ["NotAdmitted", "Standing", "admit"]
