"""How the lists, the answers and the questions look in Slack."""
