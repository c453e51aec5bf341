"""How hours and absences are asked for, and said."""
