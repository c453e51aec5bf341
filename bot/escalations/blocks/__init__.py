"""How escalations look in Slack, and what is said about them."""
