"""When people work, want quiet, and are away; who stands in for them."""
