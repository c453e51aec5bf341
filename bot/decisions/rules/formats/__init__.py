"""The forms in which decisions are taken out, and brought in again."""
