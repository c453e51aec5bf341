"""Wins as they are drawn: the form, the posts, lists, and what is said to one person."""
