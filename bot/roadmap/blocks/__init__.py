"""How initiatives look in Slack, and what is said about them."""
