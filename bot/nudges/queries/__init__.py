"""Questions about what waits to be told, to whom, and what was."""
