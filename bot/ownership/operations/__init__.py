"""What people, and the clock, do to the lists and to questions."""
