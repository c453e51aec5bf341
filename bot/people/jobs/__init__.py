"""What is asked of Slack about people and channels, a page at a time, and what came of it."""
