"""Questions about messages on their way."""
