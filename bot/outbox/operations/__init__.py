"""Changes to the outbox: writing into it, and sending from it."""
