"""What is to be told, what is told, and what people say to that."""
