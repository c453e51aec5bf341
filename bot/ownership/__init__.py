"""Who answers for what, what each team does for the others, and what nobody could say yet."""
