"""What one gesture costs: the bot measured side by side with bare Bolt."""
