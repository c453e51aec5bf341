"""How a Home looks."""
