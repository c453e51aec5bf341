"""Questions about stand-ups, their rounds, and what people said in them."""
