"""What digests look like."""
