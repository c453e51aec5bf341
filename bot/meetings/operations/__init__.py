"""What is done with meetings, their agendas, and the points on them."""
