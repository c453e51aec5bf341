"""The forms that set teams up and change them, and what is said of teams."""
