"""A corpus of articles, grown from seeds."""
