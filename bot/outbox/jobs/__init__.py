"""What the clock does to the outbox: it sends what is due, and settles what a dead sender left."""
