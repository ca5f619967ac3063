"""A corpus.db that is damaged, or may be one day: checks, backups, repair."""
