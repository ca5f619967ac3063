"""What a page says about its article, each field with where it came from."""
