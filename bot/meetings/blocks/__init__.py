"""How meetings and their agendas look in Slack."""
