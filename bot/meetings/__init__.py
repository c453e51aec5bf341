"""Meetings of two teams: the working day before, an agenda of what there is to talk about."""
