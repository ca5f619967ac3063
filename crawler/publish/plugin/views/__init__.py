"""The pages of a corpus, one a file."""
