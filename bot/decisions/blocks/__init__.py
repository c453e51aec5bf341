"""How decisions look in Slack."""
