"""What is done to decisions."""
