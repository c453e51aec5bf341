"""What changes digests."""
