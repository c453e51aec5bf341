"""What decides over messages on their way: states, outcomes, pace, and what a look shows."""
