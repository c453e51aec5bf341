"""Stand-ups: each person is asked at their hour, and all are summed up in one message."""
