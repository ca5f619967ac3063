"""Batches over a cluster: parts of files read as tasks, saved by whoever owns the corpus."""
