"""The forms of an escalation."""
