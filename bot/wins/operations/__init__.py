"""Giving wins, taking them back, celebrating them, and telling them."""
