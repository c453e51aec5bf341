"""Changes to stand-ups."""
