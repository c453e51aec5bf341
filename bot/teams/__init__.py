"""The teams that are kept in step, and who answers for them."""
