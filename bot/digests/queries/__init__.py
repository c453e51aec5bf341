"""Questions of digests."""
