"""Digests: what changed on the roadmap, told each week in its channel, each month to sponsors."""
