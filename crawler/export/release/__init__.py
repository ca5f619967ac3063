"""Releases: a set of texts is frozen, cited, made again byte by byte, and compared with others."""
