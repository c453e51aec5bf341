"""Lockstep's Home tab: what waits for each person, most urgent first."""
