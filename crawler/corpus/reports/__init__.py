"""Reports of runs: made of `visits` when a run ends, kept as rows."""
