"""Initiatives: what several teams are doing together, who answers for it, and by when."""
