"""What decides over time: what clocks show, when a schedule is due, what counts as working time."""
