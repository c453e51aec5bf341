"""Working time: when something recurring is due, and how long people had to do something."""
