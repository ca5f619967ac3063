"""Article → Verdict: one judge a file, all of them in `bench.py`."""
