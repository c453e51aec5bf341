"""Changes to check-ins: planning their days, asking, answering, and showing both sides."""
