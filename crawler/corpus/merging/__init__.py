"""One corpus of several: rows of others, with the numbers that they have here."""
