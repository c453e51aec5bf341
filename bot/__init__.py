"""Lockstep keeps teams in step: problems are escalated until the person who asked has an answer."""
