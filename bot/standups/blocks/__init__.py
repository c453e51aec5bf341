"""What people see of stand-ups."""
