"""A format a file."""
