"""What is never fetched, and what was taken down: lists that people write, and what they do to the corpus."""
